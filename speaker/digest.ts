import { createHash, randomBytes } from 'node:crypto';

/** What a device asks of those who want in (RFC 7616), and how often this nonce was used. */
export type Challenge = {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: 'MD5' | 'SHA-256';
  /** False with devices older than RFC 2617. */
  readonly countsUses: boolean;
  uses: number;
};
export type Credentials = { readonly user: string; readonly password: string };

/**
 * The digest challenge in a `WWW-Authenticate` header, the strongest one that is understood here; null when there is
 * none. Basic is never answered: it would send the password in clear text over the hospital's network.
 */
export function challengeIn(header: string): Challenge | null {
  const offers = header
    .split(/(?:^|,)\s*(?=(?:Digest|Basic)\s)/i)
    .filter((offer) => /^Digest\s/i.test(offer.trim()))
    .map((offer) => readOffer(offer.trim()))
    .filter((offer) => offer !== null);
  return offers.find(({ algorithm }) => algorithm === 'SHA-256') ?? offers[0] ?? null;
}

function readOffer(offer: string): Challenge | null {
  const fields = new Map<string, string>();
  for (const [, key, quoted, plain] of offer.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g))
    fields.set(key!.toLowerCase(), quoted ?? plain ?? '');
  const algorithm = (fields.get('algorithm') ?? 'MD5').toUpperCase();
  const nonce = fields.get('nonce');
  const qop = fields.get('qop') ?? null;
  if (nonce === undefined || (algorithm !== 'MD5' && algorithm !== 'SHA-256')) return null;
  if (qop !== null && !qop.split(/\s*,\s*/).includes('auth')) return null;
  const opaque = fields.get('opaque') ?? null;
  return { realm: fields.get('realm') ?? '', nonce, opaque, algorithm, countsUses: qop !== null, uses: 0 };
}

/** The `Authorization` header of one request; `path` with its query. The use is counted in the challenge. */
export function authorization(
  challenge: Challenge,
  { user, password }: Credentials,
  method: string,
  path: string,
): string {
  const { realm, nonce, opaque, algorithm, countsUses } = challenge;
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  challenge.uses += 1;
  const nc = challenge.uses.toString(16).padStart(8, '0');
  const cnonce = randomBytes(12).toString('hex');
  const middle = countsUses ? `${nonce}:${nc}:${cnonce}:auth` : nonce;
  const response = hash(`${hash(`${user}:${realm}:${password}`)}:${middle}:${hash(`${method}:${path}`)}`);
  const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  return [
    `Digest username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(path)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(countsUses ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
  ].join(', ');
}
