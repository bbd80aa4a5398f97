/** Colours and type of all pictures; the same as on screens and paper. */
export const look = {
  ink: '#12202f',
  paper: '#ffffff',
  leaf: '#075a42',
  stone: '#e9edf1',
  grey: '#8794a1',
  font: "'Be Vietnam Pro', 'Noto Sans', Arial, sans-serif",
} as const;

type Shown = string | number;

/** One element of a picture. Attributes are escaped; `inside` is markup already. */
export function element(name: string, attributes: Readonly<Record<string, Shown>>, inside = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${shown(value)}"`);
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`;
}

/** A line of text; `anchor` is where `x` is: at its start, middle or end. */
export function text(
  x: number,
  y: number,
  words: string,
  style: { size: number; anchor?: 'start' | 'middle' | 'end'; bold?: boolean; fill?: string },
): string {
  const attributes = {
    x,
    y,
    'font-size': style.size,
    fill: style.fill ?? look.ink,
    ...(style.anchor && style.anchor !== 'start' ? { 'text-anchor': style.anchor } : {}),
    ...(style.bold ? { 'font-weight': 700 } : {}),
  };
  return element('text', attributes, escaped(words));
}

/** A straight line; `dash` as SVG has it, null for a whole one. */
export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  style: { stroke: string; width: number; dash: string | null },
): string {
  return element('line', {
    x1: from[0],
    y1: from[1],
    x2: to[0],
    y2: to[1],
    stroke: style.stroke,
    'stroke-width': style.width,
    ...(style.dash ? { 'stroke-dasharray': style.dash } : {}),
  });
}

/** A whole picture on white paper, one element a line so that changes can be read. `title` is for who cannot see. */
export function picture(width: number, height: number, title: string, parts: readonly string[]): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${escaped(look.font)}" role="img">`;
  const ground = element('rect', { width, height, fill: look.paper });
  return `${[open, `<title>${escaped(title)}</title>`, ground, ...parts, '</svg>'].join('\n')}\n`;
}

/** Stripes for a surface that must be told from a plain one without colour. */
export function stripes(id: string, stroke: string): string {
  const path = element('path', { d: 'M0 6 L6 0', stroke, 'stroke-width': 1.6 });
  const ground = element('rect', { width: 6, height: 6, fill: look.paper });
  const shape = { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse' };
  return element('defs', {}, element('pattern', shape, ground + path));
}

function escaped(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function shown(value: Shown): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(value);
}
