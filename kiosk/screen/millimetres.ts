const MM_PER_INCH = 25.4;

/** CSS pixels in a millimetre of a page that fills a panel of that diagonal. */
export function pixelsPerMm(width: number, height: number, inches: number): number {
  return Math.hypot(width, height) / (inches * MM_PER_INCH);
}

/** Sets `--mm`, from which every touch target takes its size, and follows turns of the screen. Returns the closing. */
export function calibrate(inches: number): () => void {
  const set = () => {
    const px = pixelsPerMm(window.innerWidth, window.innerHeight, inches);
    document.documentElement.style.setProperty('--mm', `${px.toFixed(4)}px`);
  };
  set();
  window.addEventListener('resize', set);
  return () => window.removeEventListener('resize', set);
}
