import type { Page } from 'playwright-core';

/** One text on a screen as the eye meets it. */
export type MeasuredText = {
  name: string;
  text: string;
  /** Height of a capital in mm, were the screen a 43 inch television. */
  capMm: number;
  contrast: number;
  /** Its letters stand outside their box or the screen, or touch another text. */
  cut: boolean;
};

/** Short side of a 43 inch panel of 16:9 in mm. */
const SHORT_SIDE_MM = (43 * 25.4 * 9) / Math.hypot(16, 9);

/** Measures every text of the board in the page itself: sizes from the font, colours and boxes from the DOM. */
export async function measureTexts(page: Page): Promise<MeasuredText[]> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page.evaluate(readTexts, SHORT_SIDE_MM);
}

/** Runs inside the page, so it uses nothing from outside itself. */
function readTexts(shortSideMm: number): MeasuredText[] {
  const mm = shortSideMm / Math.min(window.innerWidth, window.innerHeight);
  const canvas = document.createElement('canvas').getContext('2d')!;
  const parts = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: string): number => {
    const [red, green, blue] = parts(colour).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const ground = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return parts(colour)[3] === 0 ? ground(element.parentElement) : colour;
  };
  const walker = document.createTreeWalker(document.querySelector('#page')!, NodeFilter.SHOW_TEXT);
  const found: { text: MeasuredText; box: DOMRect }[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement!;
    const { color, fontWeight, fontSize, fontFamily } = getComputedStyle(element);
    canvas.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const inside =
      box.left >= 0 && box.top >= 0 && box.right <= window.innerWidth && box.bottom <= window.innerHeight;
    const [dark, bright] = [light(color), light(ground(element))].sort((a, b) => a - b);
    const text = {
      name: element.className.split(' ')[0] ?? '',
      text: node.textContent ?? '',
      capMm: canvas.measureText('H').actualBoundingBoxAscent * mm,
      contrast: (bright! + 0.05) / (dark! + 0.05),
      cut: !inside || (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1),
    };
    found.push({ text, box });
  }
  const touch = (a: DOMRect, b: DOMRect): boolean =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    // Line boxes may overlap by the air above and below the letters.
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.25 * Math.min(a.height, b.height);
  for (const one of found) {
    if (found.some((other) => other !== one && touch(one.box, other.box))) one.text.cut = true;
  }
  return found.map(({ text }) => text);
}
