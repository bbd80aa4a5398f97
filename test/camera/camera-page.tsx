import { render, type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { CameraDoor } from '../../kiosk/screen/camera/camera-door.tsx';
import { cameraWords } from '../../kiosk/screen/camera/camera-words.ts';
import { calibrate } from '../../kiosk/screen/millimetres.ts';

/** What the page has seen, for the test that looks in from outside; times as `performance.now()`. */
export type Seen = {
  scans: { text: string; at: number }[];
  firstPictureAt: number | null;
  tracks: MediaStreamTrack[];
  statuses: string[];
};

const seen: Seen = { scans: [], firstPictureAt: null, tracks: [], statuses: [] };
Object.assign(window, { seen });
watch();

function Page(): VNode {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <button type="button" onClick={() => setOpen(true)}>
        Mở
      </button>
    );
  const onScan = (bytes: Uint8Array): void => {
    seen.scans.push({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), at: performance.now() });
  };
  return <CameraDoor onScan={onScan} onClose={() => setOpen(false)} words={cameraWords.vi} />;
}

/** Notes the streams that are handed out, the first picture and each status of the panel. */
function watch(): void {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    seen.tracks.push(...stream.getTracks());
    return stream;
  };
  const onPicture = () => {
    seen.firstPictureAt ??= performance.now();
  };
  document.addEventListener('loadeddata', onPicture, true);
  new MutationObserver(() => {
    const status = document.querySelector<HTMLElement>('.camera')?.dataset.status ?? 'closed';
    if (seen.statuses.at(-1) !== status) seen.statuses.push(status);
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

calibrate(21.5);
render(<Page />, document.body);
