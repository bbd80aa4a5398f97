import { type ConfirmCode, type RejectCode, reasonTable, type SoftCode } from './reason-table.ts';

export type NoteCode = ConfirmCode | SoftCode;
export type Sex = 'M' | 'F';

/**
 * How the text of a card (name, sex, address) came through scanner, driver and encoding. `lossy`: letters are
 * gone; only numbers and dates may be used, the name must come from elsewhere. `repaired`: changed and whole
 * again, `repair` lists the steps.
 */
export type Quality = 'ok' | 'repaired' | 'lossy';

type Judged = {
  /** `ok`: only soft notes; `confirm`: at least one note asks for a yes. */
  readonly status: 'ok' | 'confirm';
  /** Notes in the order of the checks. */
  readonly warn: readonly NoteCode[];
  readonly quality: Quality;
  readonly repair: readonly string[];
};

/** A citizen card (CCCD, Căn cước, VNeID). Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; texts are NFC. */
export type CitizenCard = Judged & {
  readonly kind: 'cccd';
  /** 12 digits. */
  readonly id: string;
  /** Number of the card before: 9 or 12 digits. */
  readonly oldId: string | null;
  readonly name: string;
  readonly dob: string;
  readonly sex: Sex | null;
  readonly address: string | null;
  readonly issued: string | null;
  /** Fields behind the seventh that held something. They may name relatives, so only their count is kept. */
  readonly extra: number;
};

/** A health insurance card (BHYT), old paper form (15) or new (10). Amounts and validity are as printed. */
export type InsuranceCard = Judged & {
  readonly kind: 'bhyt';
  readonly no: string;
  readonly cardType: '15' | '10';
  /** Two letters of the object group, null on a new card. */
  readonly obj: string | null;
  /** Benefit level 1-5 as printed; it may have changed since. */
  readonly level: number | null;
  /** 10 digits, the same on the old and the new card of one person. */
  readonly bhxh: string;
  readonly name: string;
  readonly dob: string;
  readonly sex: Sex | null;
  readonly address: string | null;
  /** Facility of first registration, 5 characters. */
  readonly facility: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly issued: string | null;
  readonly manager: string | null;
  readonly parent: string | null;
  readonly area: 'K1' | 'K2' | 'K3' | null;
  readonly fiveYears: string | null;
  readonly check: string | null;
  readonly issuer: string | null;
  /** Pieces of the text, the closing `$` included. */
  readonly fields: number;
  /** The printed end lies before today; the insurance portal decides, this does not. */
  readonly expired: boolean;
};

/** A 12-digit number alone, typed or read from a barcode. */
export type TypedId = {
  readonly status: 'ok';
  readonly warn: readonly [];
  readonly kind: 'typed_id';
  readonly id: string;
};

/** A 10- or 15-character insurance number alone. Ten digits may also be a patient code of the hospital. */
export type TypedBhyt = {
  readonly status: 'ok';
  readonly warn: readonly [];
  readonly kind: 'typed_bhyt';
  readonly no: string;
};

/** Nothing of the text goes any further. */
export type Refused = { readonly status: 'reject'; readonly err: RejectCode };

/** What a scan says. It is a claim of identity, never a proof: the code is neither signed nor secret. */
export type CardReading = CitizenCard | InsuranceCard | TypedId | TypedBhyt | Refused;

export function refused(err: RejectCode): Refused {
  return { status: 'reject', err };
}

/** A soft note is kept for staff and counts; it asks nobody for anything. */
export function isSoft(code: NoteCode): code is SoftCode {
  return reasonTable[code][0] === 'soft';
}

/** The verdict that the notes of a reading add up to. */
export function statusOf(warn: readonly NoteCode[]): 'ok' | 'confirm' {
  return warn.every(isSoft) ? 'ok' : 'confirm';
}
