import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';

/** SubjectPublicKeyInfo of RFC 8410 before the 32 bytes of a key. */
const PUBLIC = { ed25519: '302a300506032b6570032100', x25519: '302a300506032b656e032100' };
const POINT = 32;

function publicKey(base64: string, kind: keyof typeof PUBLIC) {
  const key = Buffer.concat([Buffer.from(PUBLIC[kind], 'hex'), Buffer.from(base64, 'base64')]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** Whether a text was signed by the holder of a key (Ed25519, both in base64). */
export function isSigned(text: string, signature: string, key: string): boolean {
  try {
    return verify(null, Buffer.from(text), publicKey(key, 'ed25519'), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/**
 * Seals to the house's key of the day (base64): nobody can read it here any more, this station neither. `about` is
 * bound to it.
 */
export function sealTo(key: string, plain: Uint8Array, about: string): string {
  const own = generateKeyPairSync('x25519');
  const point = own.publicKey.export({ format: 'der', type: 'spki' }).subarray(-POINT);
  const secret = diffieHellman({ privateKey: own.privateKey, publicKey: publicKey(key, 'x25519') });
  const salt = Buffer.concat([point, Buffer.from(key, 'base64')]);
  const nonce = randomBytes(12);
  const cipher = createCipheriv(
    'aes-256-gcm',
    Buffer.from(hkdfSync('sha256', secret, salt, 'tiepdon kiosk seal', 32)),
    nonce,
  );
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([point, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** Keyed hashes of a station: from the hash of its token, which its house keeps, so that neither tells the other. */
export type StationMac = {
  /** Proves a line of the journal to the house. */
  line(text: string): string;
  /** Proves to this station what it wrote down for itself. */
  own(text: string): string;
  /** The name of the folder that belongs to this token. */
  folder: string;
};

export function stationMac(token: string): StationMac {
  const hash = createHash('sha256').update(token).digest('hex');
  const keyOf = (purpose: string): Buffer => createHmac('sha256', hash).update(purpose).digest();
  const mac = (key: Buffer) => (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    line: mac(keyOf('tiepdon journal')),
    own: mac(keyOf('tiepdon station')),
    folder: keyOf('tiepdon folder').toString('hex').slice(0, 16),
  };
}
