/**
 * Sizes of a board from the television and its farthest seat. One rem is a hundredth of the short side of a
 * 16:9 panel, so the same figures hold whatever the panel's pixels are.
 */

/** Height of a capital of Be Vietnam Pro, in em (measured: 0.737), rounded down. */
const CAP_EM = 0.735;
/** Signage rule: a capital as high as the distance divided by 200 is the least that is read. */
const LEAST = 200;
/** Letters with stacked marks need this much height for a line. */
const LINE = 1.35;
/** Of 100 rem of height: 2.5 % margin at both ends, and the bar with the clock. */
const LIST_REM = 88.5;
/** A board on which not even three rows can be read is no board. */
const FEWEST_ROWS = 3;

type Place = { inches: number; farthestMetres: number };

/** Height of the least readable capital in mm. */
export const leastCapMm = ({ farthestMetres }: Place): number => (farthestMetres * 1000) / LEAST;

/** Millimetres of one rem on a panel of that many inches, measured corner to corner. */
export const mmPerRem = (inches: number): number => (inches * 25.4 * 9) / Math.hypot(16, 9) / 100;

/** The least letter size of codes and rooms in rem, rounded up to a tenth. */
export function leastLetterRem(place: Place): number {
  return Math.ceil((10 * leastCapMm(place)) / (CAP_EM * mmPerRem(place.inches))) / 10;
}

/** How many rows of one line such a board can have at most, with the large call beside them. */
export function mostRows(place: Place): number {
  return Math.floor(LIST_REM / (LINE * leastLetterRem(place)));
}

/** The farthest seat in metres, to half a metre, for which a television of these inches is large enough. */
export function farthestFor(inches: number): number {
  let metres = 30;
  while (metres > 1 && mostRows({ inches, farthestMetres: metres }) < FEWEST_ROWS) metres -= 0.5;
  return metres;
}

/** One line for those who hang the board up: "43 inch, 8 m: at most 6 rows, letters 40 mm". */
export function sizeLine(place: Place): string {
  const { inches, farthestMetres } = place;
  const letters = Math.round(leastCapMm(place));
  return `${inches} inch, ${farthestMetres} m: at most ${mostRows(place)} rows, letters ${letters} mm`;
}
