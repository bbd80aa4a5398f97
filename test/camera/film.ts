import { closeSync, openSync, writeSync } from 'node:fs';
import type { Gray } from '../../kiosk/screen/camera/frame-picture.ts';

/** Writes gray pictures as the film that Chromium's fake camera plays over and over, 10 pictures a second. */
export function writeFilm(path: string, pictures: readonly Gray[]): void {
  const { width, height } = pictures[0]!;
  const colour = new Uint8Array((width * height) / 2).fill(128);
  const file = openSync(path, 'w');
  writeSync(file, `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  for (const { pixels } of pictures) {
    writeSync(file, 'FRAME\n');
    writeSync(file, pixels);
    writeSync(file, colour);
  }
  closeSync(file);
}

/** What the browser is started with to have a camera that shows a film, or no camera at all. */
export function cameraFlags(film: string | null): string[] {
  return film === null
    ? ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream']
    : [
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
        '--use-fake-ui-for-media-stream',
      ];
}
