/**
 * What a simulation hands to the command: a table to print, the same as data, and a picture as an SVG text, empty
 * where there is none.
 */
export type Outcome = { text: string; data: object; picture: string };
