import type { WorkerNews } from './decoder-worker.ts';

/**
 * `denied`: the browser or a person refused. `missing`: no camera, or it was pulled out. `failed`: it is there
 * and gives no picture, or nothing can decode. After these three the camera is closed; open it anew to retry.
 */
export type CameraStatus = 'starting' | 'reading' | 'denied' | 'missing' | 'failed';

export type CameraUse = {
  /** Shows the live picture; its source is set and taken away again, `data-facing` says where the lens looks. */
  video: HTMLVideoElement;
  /** Raw bytes of a code. One that stays before the camera is told once. */
  onScan: (bytes: Uint8Array) => void;
  onStatus: (status: CameraStatus) => void;
  /** Frames a second that are looked at, at most; the live picture is not slowed. */
  maxFps: number;
};

/** A code is told again after it was out of sight for this long. */
const OUT_OF_SIGHT_MS = 5_000;

/**
 * Opens the camera and reads codes until it is closed. Frames go to a worker one at a time, live in memory only
 * for the moment of reading and are kept nowhere.
 * @returns the closing: no track lives and nothing is told after it
 */
export function openCamera(use: CameraUse): () => void {
  const camera = new Camera(use);
  void camera.start();
  return () => camera.close();
}

class Camera {
  readonly #use: CameraUse;
  readonly #worker = new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' });
  #stream: MediaStream | null = null;
  #isClosed = false;
  #canDecode = false;
  #isReading = false;
  #inFlight = false;
  #dueAt = 0;
  #last: { bytes: Uint8Array; at: number } | null = null;

  constructor(use: CameraUse) {
    this.#use = use;
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerNews>) => this.#hear(data);
    this.#worker.onerror = () => this.#give('failed');
  }

  async start(): Promise<void> {
    const { video, onStatus } = this.#use;
    onStatus('starting');
    try {
      const stream = await askForCamera();
      if (this.#isClosed) return stopTracks(stream);
      this.#stream = stream;
      for (const track of stream.getVideoTracks()) {
        track.onended = () => this.#give('missing');
        video.dataset.facing = track.getSettings().facingMode ?? '';
        focusAlways(track);
      }
      video.srcObject = stream;
      video.requestVideoFrameCallback(this.#onPicture);
      await video.play();
    } catch (fault) {
      this.#give(statusOf(fault));
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#last = null;
    this.#worker.terminate();
    if (this.#stream) stopTracks(this.#stream);
    this.#use.video.srcObject = null;
  }

  /** Ends by itself, and says why. */
  #give(status: CameraStatus): void {
    if (this.#isClosed) return;
    this.close();
    this.#use.onStatus(status);
  }

  #hear(news: WorkerNews): void {
    if (this.#isClosed) return;
    if (news.kind === 'failed') this.#give('failed');
    if (news.kind === 'ready') this.#canDecode = true;
    if (news.kind === 'frame') {
      this.#inFlight = false;
      if (news.bytes) this.#found(news.bytes, performance.now());
    }
  }

  readonly #onPicture: VideoFrameRequestCallback = (now) => {
    if (this.#isClosed) return;
    const { video, onStatus, maxFps } = this.#use;
    video.requestVideoFrameCallback(this.#onPicture);
    if (!this.#canDecode) return;
    if (!this.#isReading) {
      this.#isReading = true;
      onStatus('reading');
    }
    if (this.#inFlight || now < this.#dueAt) return;
    const pause = 1000 / maxFps;
    this.#dueAt = (now - this.#dueAt < pause ? this.#dueAt : now) + pause;
    this.#send(new VideoFrame(video));
  };

  #send(frame: VideoFrame): void {
    this.#inFlight = true;
    this.#worker.postMessage(frame, [frame]);
  }

  #found(bytes: Uint8Array, at: number): void {
    const last = this.#last;
    this.#last = { bytes, at };
    if (!last || at - last.at > OUT_OF_SIGHT_MS || !same(last.bytes, bytes)) this.#use.onScan(bytes);
  }
}

/** Full HD where the camera has it: 3.5 pixels a module are wanted over a field of view of 18 cm. */
async function askForCamera(): Promise<MediaStream> {
  // Absent on a page that is neither https nor localhost.
  if (!navigator.mediaDevices) throw new DOMException('no media devices', 'NotFoundError');
  const video = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  return navigator.mediaDevices.getUserMedia({ audio: false, video });
}

/** A card is held nearer than a face: a lens that can refocus shall go on doing so. */
function focusAlways(track: MediaStreamTrack): void {
  const { focusMode } = track.getCapabilities() as { focusMode?: readonly string[] };
  if (!focusMode?.includes('continuous')) return;
  const wish = { focusMode: 'continuous' } as MediaTrackConstraintSet;
  track.applyConstraints({ advanced: [wish] }).catch(() => {});
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function statusOf(fault: unknown): CameraStatus {
  const name = fault instanceof DOMException ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
