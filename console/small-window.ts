/** The size in which the desk stands beside the hospital's other programs. */
export const smallSize = { width: 360, height: 160 } as const;

type PictureInPicture = {
  requestWindow: (size: { width: number; height: number }) => Promise<Window>;
  readonly window: Window | null;
};

/**
 * Opens the desk as a small window that stays above all others, where the browser has such a thing (Document
 * Picture-in-Picture, Chromium 116 on https or this machine); `fill` puts the desk into it and returns what ends
 * it. Elsewhere an ordinary small window with the page itself is opened. Call it from a click.
 */
export async function openSmallWindow(fill: (small: Window) => () => void): Promise<void> {
  const pip = (window as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;
  if (!pip) {
    openPopup();
    return;
  }
  if (pip.window) return pip.window.focus();
  const small = await pip.requestWindow(smallSize).catch(() => null);
  if (!small) {
    openPopup();
    return;
  }
  copyLook(small.document);
  const end = fill(small);
  small.addEventListener('pagehide', end, { once: true });
}

function openPopup(): void {
  const { width, height } = smallSize;
  window.open(location.pathname, 'tiepdon-desk', `popup,width=${width},height=${height}`);
}

/** The style sheets of this page: the content policy allows files of the server and nothing written inline. */
function copyLook(target: Document): void {
  target.documentElement.lang = document.documentElement.lang;
  target.title = document.title;
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const copy = target.createElement('link');
    copy.rel = 'stylesheet';
    copy.href = link.href;
    target.head.append(copy);
  }
}
