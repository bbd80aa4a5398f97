/** Dates leave this file as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, so that they compare as text; null is none. */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function monthOf(year: string, month: string): string | null {
  const known = Number(year) >= 1890 && Number(year) <= 2100 && Number(month) >= 1 && Number(month) <= 12;
  return known ? `${year}-${month.padStart(2, '0')}` : null;
}

const yearOf = (year: string): string | null => (monthOf(year, '01') === null ? null : year);

function dayOf(year: string, month: string, day: string): string | null {
  const start = monthOf(year, month);
  if (start === null || Number(day) < 1) return null;
  const y = Number(year);
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = Number(month) === 2 && leap ? 29 : DAYS[Number(month) - 1]!;
  return Number(day) > days ? null : `${start}-${day.padStart(2, '0')}`;
}

/** `ddMMyyyy`, a real day of the years 1890-2100. */
export function compactDate(text: string): string | null {
  const found = /^(\d\d)(\d\d)(\d{4})$/.exec(text);
  return found && dayOf(found[3]!, found[2]!, found[1]!);
}

/** `dd/MM/yyyy`, day and month with one or two digits. */
export function slashDate(text: string): string | null {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  return found && dayOf(found[3]!, found[2]!, found[1]!);
}

/**
 * The birth date of a citizen card: `ddMMyyyy`, and for people whose papers never knew the day `MMyyyy`,
 * `yyyy`, `00MMyyyy`, `0000yyyy`.
 */
export function citizenBirthDate(text: string): string | null {
  if (!/^(?:\d{4}|\d{6}|\d{8})$/.test(text)) return null;
  const year = text.slice(-4);
  const rest = text.slice(0, -4);
  if (rest === '' || rest === '0000') return yearOf(year);
  if (rest.length === 2) return monthOf(year, rest);
  return rest.startsWith('00') ? monthOf(year, rest.slice(2)) : compactDate(text);
}

/** The birth date of an insurance card: `dd/MM/yyyy`, `MM/yyyy`, `yyyy`; some readers send `ddMMyyyy`. */
export function insuranceBirthDate(text: string): string | null {
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (month) return monthOf(month[2]!, month[1]!);
  if (/^\d{4}$/.test(text)) return yearOf(text);
  return slashDate(text) ?? compactDate(text);
}

/** Whether a date lies wholly behind a day (`YYYY-MM-DD`). A vague one compares by its first moment. */
export function isAfter(date: string, day: string): boolean {
  return date > day;
}
