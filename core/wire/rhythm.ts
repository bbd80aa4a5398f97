/** Numbers of the wire that every page needs at run time; this file brings no schema library along. */

/** Version of the socket messages; it grows only when an old page could misread a new message. */
export const PROTOCOL = 1;
/** Rhythm of the server's sign of life, and when a screen says that it has heard nothing. */
export const HEARTBEAT_MS = 5_000;
export const AMBER_MS = 10_000;
export const GREY_MS = 60_000;
