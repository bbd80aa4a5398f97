const MM_PER_INCH = 25.4;

/** CSS pixels in a millimetre of a page that fills a panel of that diagonal. */
export function pixelsPerMm(width: number, height: number, inches: number): number {
  return Math.hypot(width, height) / (inches * MM_PER_INCH);
}

/** Below this height in mm six targets of 20 mm do not stand above each other: choices take two columns. */
const LOW_MM = 240;

/**
 * Sets `--mm`, from which every touch target takes its size, marks a low panel, and follows turns of the screen.
 * @returns the closing
 */
export function calibrate(inches: number): () => void {
  const set = () => {
    const px = pixelsPerMm(window.innerWidth, window.innerHeight, inches);
    document.documentElement.style.setProperty('--mm', `${px.toFixed(4)}px`);
    document.documentElement.classList.toggle('low', window.innerHeight / px < LOW_MM);
  };
  set();
  window.addEventListener('resize', set);
  return () => window.removeEventListener('resize', set);
}
