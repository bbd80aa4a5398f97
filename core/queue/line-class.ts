/** Who goes first by law or by booking; the names are those of the HTTP interface. */
export type PriorityClass = 'urgent' | 'priority' | 'appointment' | 'normal';
export const priorityClasses: readonly PriorityClass[] = ['urgent', 'priority', 'appointment', 'normal'];

/** The class by which somebody waits: that of the ticket, or `return` for who comes back from the lab. */
export type LineClass = PriorityClass | 'return';
export const lineClasses: readonly LineClass[] = ['urgent', 'return', 'priority', 'appointment', 'normal'];
