/** Twenty people who do not exist, each with a name and numbers that stand nowhere else. */
export type Canary = { name: string; number: string; old: string; card: string };

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Vũ', 'Bùi', 'Đỗ', 'Ngô'];
const middles = ['Thị Ngọc', 'Văn Đức'];
const given = ['Ưởng', 'Quỳnh', 'Đoàn', 'Khuê', 'Thạch', 'Ngữ', 'Uyển', 'Giới', 'Tưởng', 'Phượng'];

export const canaries: readonly Canary[] = Array.from({ length: 20 }, (_, index) => {
  const name = `${families[index % 10]} ${middles[index % 2]} ${given[(index * 3) % 10]}${index < 10 ? '' : ' Nhi'}`;
  const female = index % 2 === 0;
  const year = 1950 + index;
  const number = `024${female ? 1 : 0}${String(year).slice(2)}7${String(31_007 + index * 457).padStart(5, '0')}`;
  const old = `12${String(7_310_211 + index * 977)}`;
  const day = String(1 + index).padStart(2, '0');
  const card = `${number}|${old}|${name}|${day}03${year}|${female ? 'Nữ' : 'Nam'}|Thôn Hạ, Tân Mỹ, Bắc Giang|25042021`;
  return { name, number, old, card };
});

const plain = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

/** Every way in which a text could lie readable in a file: composed or not, cased, without marks, coded. */
export function spellings(text: string): string[] {
  const forms = [text.normalize('NFC'), text.normalize('NFD'), plain(text)];
  const cased = forms.flatMap((form) => [form, form.toUpperCase(), form.toLowerCase()]);
  const coded = cased.flatMap((form) => {
    const bytes = Buffer.from(form);
    const hex = bytes.toString('hex');
    // Base64 of a text inside another begins at one of three places; the first and last letters depend on the rest.
    const packed = [0, 1, 2].map((lead) =>
      Buffer.concat([Buffer.alloc(lead), bytes])
        .toString('base64')
        .slice(lead + 1, -4),
    );
    return [hex, hex.toUpperCase(), ...packed];
  });
  return [...new Set([...cased, ...coded])];
}
