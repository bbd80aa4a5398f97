import { isIP } from 'node:net';

// Each check answers what a setting's value should be, in words, when it is not; null when it is.

export const number =
  (from: number, to: number) =>
  (value: string): string | null =>
    /^\d{1,6}$/.test(value) && Number(value) >= from && Number(value) <= to
      ? null
      : `a whole number from ${from} to ${to}`;
export const text = (value: string): string | null => (value.trim() === '' ? 'not empty' : null);
export const url =
  (...schemes: string[]) =>
  (value: string): string | null =>
    schemes.some((scheme) => value.startsWith(scheme)) && URL.canParse(value)
      ? null
      : `an address that starts with ${schemes.join(' or ')}`;
export const origins = (value: string): string | null =>
  value.split(',').every((each) => /^https?:\/\/[^/\s]+$/.test(each) && URL.canParse(each))
    ? null
    : 'origins such as https://tiepdon.bv.vn, with commas';
export const limits = (value: string): string | null =>
  value.split(',').every((each) => /^(kiosk|station|board|speaker|console|api)=[1-9]\d{0,4}$/.test(each))
    ? null
    : 'commands a second for each role, such as kiosk=50,console=50';
export const yesOrNo = (value: string): string | null => (/^(yes|no)$/.test(value) ? null : 'yes or no');
export const host = (value: string): string | null =>
  isIP(value) || /^[a-z0-9.-]+$/i.test(value) ? null : 'a host name or address';
