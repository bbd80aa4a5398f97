/** The room that a shape of board leaves for its parts, in rem. */
export type Frame = {
  readonly name: 'above' | 'beside' | 'portrait';
  /** Of the list of rooms. */
  readonly width: number;
  readonly listHeight: number;
  /** The place of the large call, and what of its width the name of the room has. */
  readonly heroWidth: number;
  readonly heroHeight: number;
  readonly heroRoom: number;
  /** How many of those who come next a row may show where they stand beside the name, the wished number first. */
  readonly next: readonly number[];
};

/** The large call over the list, beside it, or over it on an upright screen. The style sheet has the same sizes. */
export const ABOVE: Frame = {
  ...{ name: 'above', width: 168, listHeight: 56 },
  ...{ heroWidth: 168, heroHeight: 32.5, heroRoom: 67, next: [2, 1] },
};
export const BESIDE: Frame = {
  ...{ name: 'beside', width: 102, listHeight: 88, heroWidth: 62, heroHeight: 88, heroRoom: 62 },
  next: [2, 1, 0],
};
export const PORTRAIT: Frame = {
  ...{ name: 'portrait', width: 95, listHeight: 99, heroWidth: 95, heroHeight: 62, heroRoom: 76 },
  next: [2, 1],
};
