import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * The slip of a preview printer. The picture lives in an object URL that ends with the screen: a name stands on
 * it. `picture` is a PNG in base64; one that is none shows nothing.
 */
export function SlipPicture({ picture, label }: { picture: string; label: string }): VNode | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const bytes = bytesOf(picture);
    if (!bytes) return;
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url === null ? null : <img class="slip" src={url} alt={label} />;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
