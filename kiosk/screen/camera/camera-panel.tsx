import './camera.css';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ArrowLeft } from '../../../web/pictograms.tsx';
import { Press } from '../action.tsx';
import { Heading } from '../heading.tsx';
import { type CameraStatus, openCamera } from './camera.ts';
import type { CameraSay } from './camera-words.ts';

const MAX_FPS = 10;

export type CameraPanelProps = {
  /** Raw bytes of a code, as from any scanner; the panel goes on until it is taken away. */
  onScan: (bytes: Uint8Array) => void;
  onClose: () => void;
  words: CameraSay;
};

/**
 * The live picture with a frame for the code, and the promise that nothing is kept. The camera runs as long as
 * this stands on the screen. The frame is for the code and not for the whole card: the code stands in a corner
 * of a chip card, and small codes are read in the middle of the picture alone.
 */
export function CameraPanel({ onScan, onClose, words }: CameraPanelProps): VNode {
  const video = useRef<HTMLVideoElement>(null);
  const [status, setStatus] = useState<CameraStatus>('starting');
  const tell = useRef(onScan);
  tell.current = onScan;
  // No passive effect: its closing would wait for the next paint, and the camera must end with its screen.
  useLayoutEffect(() => {
    const onScanned = (bytes: Uint8Array): void => tell.current(bytes);
    return openCamera({ video: video.current!, onScan: onScanned, onStatus: setStatus, maxFps: MAX_FPS });
  }, []);
  const { title, advice } = prompts[status];
  return (
    <main class="camera" data-status={status}>
      <div class="camera-say">
        <Heading key={title} text={words(title, null)} />
        <p class="camera-advice">{words(advice, null)}</p>
      </div>
      {prompts[status] === away ? null : (
        <figure>
          <div class="camera-view">
            <video ref={video} muted playsInline aria-label={words('camera.picture', null)} />
            {status === 'reading' ? <CodeFrame /> : null}
          </div>
          <figcaption>{words('camera.not-kept', null)}</figcaption>
        </figure>
      )}
      <div class="camera-actions">
        <Press look="plain" press={onClose}>
          <ArrowLeft label={null} />
          {words('camera.back', null)}
        </Press>
      </div>
    </main>
  );
}

const away = { title: 'camera.away', advice: 'camera.away-advice' } as const;
const prompts = {
  starting: { title: 'camera.starting', advice: 'camera.starting-advice' },
  reading: { title: 'camera.title', advice: 'camera.advice' },
  denied: away,
  missing: away,
  failed: away,
} as const;

/** Four corners in the middle of a picture of 16 : 9, light on dark so that they show on any card. */
function CodeFrame(): VNode {
  const corners =
    'M410 250V150a20 20 0 0 1 20-20h100M750 130h100a20 20 0 0 1 20 20v100M870 470v100a20 20 0 0 1-20 20H750M530 590H430a20 20 0 0 1-20-20V470';
  return (
    <svg class="camera-frame" viewBox="0 0 1280 720" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path class="edge" d={corners} />
      <path class="line" d={corners} />
    </svg>
  );
}
