/** One line of a benchmark's table: what was measured, the bar if there is one, whether it was met. */
export type Row = { what: string; measured: string; bar: string; met: boolean | null };
