import type { Tongue } from '../core/queue/words/vocabulary.ts';
import type { ScriptLine } from '../server/speech/import/recording-script.ts';

const plain = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const VOICES: Readonly<Record<string, string>> = {
  north: 'Giọng miền Bắc',
  south: 'Giọng miền Nam',
};

const STYLE = `
body { font: 16px/1.4 'Be Vietnam Pro', 'Noto Sans', sans-serif; color: #12202f; max-width: 180mm; margin: 12mm auto; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 20px 0 6px; }
ol.how { padding-left: 20px; margin: 8px 0; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 5px 8px 5px 0; border-bottom: 1px solid #c9d1d9; }
td.n, td.tick { width: 34px; font-variant-numeric: tabular-nums; } td.words { font-size: 20px; font-weight: 700; }
td.file, .hint { color: #44525f; font-size: 13px; font-weight: 400; }
.tick span { display: inline-block; width: 16px; height: 16px; border: 1.5px solid #12202f; }
.signed td { padding-top: 22px; border-bottom: 1px solid #12202f; }
@media print { body { margin: 0; } @page { margin: 14mm; } }`;

/** The recording script as one page that needs nothing else, to be printed and read aloud. */
export function scriptPage(
  hospital: string,
  { lang, region }: Tongue,
  script: readonly ScriptLine[],
): string {
  const voice = lang === 'en' ? 'Tiếng Anh' : VOICES[region]!;
  const rows = script.map(
    ({ n, words, hint, name }) =>
      `<tr><td class="n">${n}</td><td class="words">${plain(words)}${hint ? `<div class="hint">${plain(hint)}</div>` : ''}</td>` +
      `<td class="file">${plain(name)}.wav<br>hoặc ${String(n).padStart(2, '0')}.wav</td><td class="tick"><span></span></td></tr>`,
  );
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Bản đọc để thu giọng gọi số</title><style>${STYLE}</style></head>
<body>
<h1>Bản đọc để thu giọng gọi số</h1>
<p>${plain(hospital)} · ${voice} · ${script.length} câu, khoảng 20 phút</p>
<ol class="how">
<li>Phòng yên, tắt quạt và điều hòa, điện thoại đặt trên chồng sách cách miệng hai gang tay.</li>
<li>Máy thu đặt kiểu WAV, 48 kHz. Mỗi câu một tệp, tên tệp ghi ở cột bên phải.</li>
<li>Bấm thu, chờ một nhịp, đọc chậm và rõ như nói với người già ngồi hàng cuối, chờ một nhịp rồi dừng.</li>
<li>Một người đọc từ đầu đến cuối trong một buổi, giữ một giọng, một độ to. Đọc vấp thì thu lại câu ấy.</li>
</ol>
<table><tbody>
${rows.join('\n')}
</tbody></table>
<h2>Đồng ý cho dùng giọng</h2>
<p>Tôi đồng ý để bệnh viện dùng giọng đọc này để gọi số người bệnh, và có thể rút lại bất cứ lúc nào; khi đó bệnh viện
xóa bộ giọng và dùng lại giọng của phần mềm.</p>
<table class="signed"><tbody><tr><td>Người đọc</td><td>Ngày</td><td>Chữ ký</td></tr></tbody></table>
</body></html>
`;
}
