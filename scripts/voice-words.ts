import type { CleanFault } from '../server/speech/import/clean-clip.ts';
import type { ImportFault, ImportReport } from '../server/speech/import/import-pack.ts';
import type { ActivationFault } from '../server/speech/pack/pack-activate.ts';

const CLEAN: Readonly<Record<CleanFault, string>> = {
  clip_silent: 'không có tiếng',
  clip_clipped: 'tiếng bị vỡ (thu quá to)',
  clip_too_short: 'ngắn hơn 0,15 giây',
  clip_too_long: 'dài hơn 3 giây',
  clip_noisy: 'ồn: giọng phải to hơn tiếng ồn 25 dB',
  clip_cut_at_start: 'mất đầu câu: chờ nửa giây rồi hãy đọc',
  clip_cut_at_end: 'mất cuối câu: chờ nửa giây rồi hãy dừng thu',
};
const IMPORT: Readonly<Record<ImportFault, string>> = {
  ...CLEAN,
  recording_not_wav: 'không phải tệp WAV (đổi bằng: ffmpeg -i tep.m4a tep.wav)',
  recording_unknown_format: 'kiểu WAV không đọc được (cần PCM 16, 24 hoặc 32 bit)',
  recording_wrong_rate: 'tần số lấy mẫu thấp: cần từ 16 kHz',
  line_doubled: 'hai tệp cho cùng một câu',
};

/** What came of an import, for the person who has recorded it. */
export function reportLines({ clips, missing, unknown, twins, suspects, stored }: ImportReport): string[] {
  const bad = clips.filter(({ faults }) => faults.length > 0);
  return [
    ...clips.map(({ line, file, ms, snrDb, faults }) => {
      const measured = [ms === null ? null : `${ms} ms`, snrDb === null ? null : `${Math.round(snrDb)} dB`];
      const state =
        faults.length > 0 ? `THU LẠI: ${faults.map((fault) => IMPORT[fault]).join('; ')}` : 'được';
      return `${String(line.n).padStart(3)}  ${file}  “${line.words}”  ${measured.filter(Boolean).join(', ')}  ${state}`;
    }),
    ...missing.map(({ n, name, words }) => `${String(n).padStart(3)}  ${name}.wav  “${words}”  THIẾU`),
    ...unknown.map((file) => `     ${file}  không thuộc câu nào trong bản đọc`),
    ...twins.map(([a, b]) => `     ${a} và ${b}: cùng một bản thu dưới hai tên`),
    ...suspects.map(([a, b]) => `     ${a} và ${b}: có thể bị đổi chỗ, nghe kỹ hai câu này`),
    '',
    `Đã nhập ${stored} câu; phải thu lại ${bad.length}, còn thiếu ${missing.length}.`,
  ];
}

const OTHER: Readonly<Record<string, string>> = {
  clip_missing: 'không có tệp',
  clip_not_wav: 'không phải tệp WAV',
  clip_damaged: 'tệp bị hỏng hoặc bị thay sau khi nhập',
  clip_wrong_rate: 'sai tần số lấy mẫu',
  clip_ms_wrong: 'độ dài khác với pack.json',
  clip_lufs_wrong: 'độ to khác với pack.json',
  clip_too_quiet: 'quá nhỏ',
  clip_too_loud: 'quá to',
  pack_missing: 'không có bộ giọng này',
  pack_not_json: 'pack.json không đọc được',
  pack_malformed: 'pack.json sai',
  words_missing: 'thiếu câu này',
  words_differ: 'đọc khác với tệp phòng khám',
  clip_unconfirmed: 'chưa ai nghe và bấm Đúng',
  consent_missing: 'chưa ghi giấy đồng ý của người đọc (--consent)',
  disk_unwritable: 'không ghi được đĩa',
};

/** Why a voice cannot be put into use, one line each. */
export function activationLine({ file, token, code, detail }: ActivationFault): string {
  const words = { ...CLEAN, ...OTHER } as Readonly<Record<string, string>>;
  return `${file}${token ? ` (${token})` : ''}: ${words[code] ?? code}${detail ? ` – ${detail}` : ''}`;
}
