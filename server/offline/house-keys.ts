import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';

/** PKCS #8 and SubjectPublicKeyInfo of RFC 8410 before the 32 bytes of a key. */
const PRIVATE = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' };
const PUBLIC_X25519 = '302a300506032b656e032100';
const NONCE = 12;
const TAG = 16;
const POINT = 32;

function keyFrom(seed: Buffer, kind: keyof typeof PRIVATE): KeyObject {
  const key = Buffer.concat([Buffer.from(PRIVATE[kind], 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The 32 bytes of the public key of a private one, in base64. */
function publicOf(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return der.subarray(-POINT).toString('base64');
}

/** `key`: the 32 bytes of the public key, `sign` a signature, both in base64. */
export type PermitSigner = { key: string; sign(text: string): string };

/** Signs permits; `seed` (32 bytes) is derived from the master key, so all servers of a site sign alike. */
export function permitSigner(seed: Buffer): PermitSigner {
  const key = keyFrom(seed, 'ed25519');
  return { key: publicOf(key), sign: (text) => sign(null, Buffer.from(text), key).toString('base64') };
}

/** The key to which kiosks seal what is on a card; it is derived from that of the day and goes with it. */
export const sealKeyOf = (dayKey: Buffer): string => publicOf(privateSealKey(dayKey));

const privateSealKey = (dayKey: Buffer): KeyObject =>
  keyFrom(createHmac('sha256', dayKey).update('tiepdon kiosk seal').digest(), 'x25519');

/**
 * What a kiosk sealed (X25519, HKDF-SHA256, AES-256-GCM: point, nonce, ciphertext, tag), or null when key, bytes
 * or `about` are not those of the sealing.
 */
export function openSealed(dayKey: Buffer, sealed: Buffer, about: string): Buffer | null {
  if (sealed.length < POINT + NONCE + TAG) return null;
  try {
    const own = privateSealKey(dayKey);
    const point = sealed.subarray(0, POINT);
    const der = Buffer.concat([Buffer.from(PUBLIC_X25519, 'hex'), point]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const secret = diffieHellman({ privateKey: own, publicKey });
    const salt = Buffer.concat([point, Buffer.from(publicOf(own), 'base64')]);
    const key = Buffer.from(hkdfSync('sha256', secret, salt, 'tiepdon kiosk seal', 32));
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(POINT, POINT + NONCE));
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed.subarray(POINT + NONCE, -TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

/**
 * The keyed hash that proves the lines of a device's journal. The key comes from the hash of its token, which the
 * house keeps and the station can make: neither has to be told.
 */
export function journalMac(tokenHash: string): (text: string) => string {
  const key = createHmac('sha256', tokenHash).update('tiepdon journal').digest();
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}
