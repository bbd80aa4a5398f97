import { closeSync, openSync, writeSync } from 'node:fs';

type Gray = { width: number; height: number; pixels: Uint8Array };

/** Writes gray pictures as the film that Chromium's fake camera plays over and over, 10 pictures a second. */
export function writeFilm(path: string, pictures: Iterable<Gray>): void {
  const file = openSync(path, 'w');
  let colour: Uint8Array | null = null;
  for (const { width, height, pixels } of pictures) {
    if (!colour) {
      writeSync(file, `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
      colour = new Uint8Array((width * height) / 2).fill(128);
    }
    writeSync(file, 'FRAME\n');
    writeSync(file, pixels);
    writeSync(file, colour);
  }
  closeSync(file);
}
