import type { Capabilities, Profile } from './capability.ts';

/**
 * What nearly every receipt printer does, and nothing that only some do. `documented` statements below come
 * from escpos-printer-db and the manuals of Epson (ESC/POS guide 10.01), Bixolon SRP-350 and Citizen CT-S;
 * what stands in no `proven` is a guess that the install page lets staff confirm.
 */
const GENERIC: Capabilities = {
  dotsPerLine: 576,
  dpi: 203,
  raster: 'gsv0',
  bandRows: 128,
  centredRaster: false,
  motionUnits: false,
  text: null,
  nativeQr: false,
  bigDigits: false,
  cut: 'gsv66',
  buzzer: 'none',
  feedBeforeCut: 16,
  completion: 'none',
  asb: false,
  backChannel: 'probe',
  connection: 'persistent',
  ttlMs: 120_000,
  recoverable: false,
};

const NARROW = { dotsPerLine: 384 } as const;

const EPSON = {
  centredRaster: true,
  motionUnits: true,
  nativeQr: true,
  bigDigits: true,
  asb: true,
  backChannel: 'yes',
  recoverable: true,
} as const;

const EPSON_PROVEN = {
  raster: 'documented',
  centredRaster: 'documented',
  motionUnits: 'documented',
  bigDigits: 'documented',
  cut: 'documented',
  asb: 'documented',
  backChannel: 'documented',
  recoverable: 'documented',
} as const;

/** TCVN-3: lower case on page 30, capitals on page 31. */
const TCVN = { lower: 30, upper: 31 } as const;

const PLAIN = { aliases: [], quirks: [], proven: {} } as const;

export const PROFILE_TABLE: readonly Profile[] = [
  { ...GENERIC, ...PLAIN, id: 'generic-80', aliases: ['generic-80-576'], vendor: null, model: null },
  {
    ...GENERIC,
    ...NARROW,
    ...PLAIN,
    id: 'generic-58',
    aliases: ['generic-58-384'],
    vendor: null,
    model: null,
  },
  {
    ...GENERIC,
    ...EPSON,
    ...PLAIN,
    id: 'epson-tm-t20iii',
    vendor: 'Epson',
    model: 'TM-T20III',
    text: TCVN,
    completion: 'processId',
    proven: { ...EPSON_PROVEN, text: 'documented', nativeQr: 'documented', completion: 'documented' },
  },
  {
    ...GENERIC,
    ...EPSON,
    ...PLAIN,
    id: 'epson-tm-t82iii',
    vendor: 'Epson',
    model: 'TM-T82III',
    completion: 'gsr',
    proven: EPSON_PROVEN,
    quirks: ['Sister of the TM-T20III: its pages 30, 31 and GS ( H are expected, not confirmed.'],
  },
  {
    ...GENERIC,
    ...EPSON,
    ...PLAIN,
    id: 'epson-tm-t88-180dpi-512',
    vendor: 'Epson',
    model: 'TM-T88 with 180 dpi',
    dotsPerLine: 512,
    dpi: 180,
    completion: 'gsr',
    proven: { ...EPSON_PROVEN, dotsPerLine: 'documented', dpi: 'documented' },
    quirks: ['The TM-T88III has no GS ( H and no Vietnamese page; the TM-T88II and V have pages 30 and 31.'],
  },
  {
    ...GENERIC,
    ...PLAIN,
    id: 'xprinter-80',
    vendor: 'Xprinter',
    model: '80 mm class',
    completion: 'dleeot',
    quirks: [
      'Code page 27 is TCVN, VISCII or windows-1258 by model. The XP-S260M echoes GS ( H in the field.',
    ],
  },
  {
    ...GENERIC,
    ...NARROW,
    ...PLAIN,
    id: 'xprinter-58',
    vendor: 'Xprinter',
    model: '58 mm class',
    cut: 'none',
    feedBeforeCut: 100,
    quirks: ['No cutter: the paper is fed to the tear bar.'],
  },
  {
    ...GENERIC,
    ...PLAIN,
    id: 'bixolon-srp',
    vendor: 'Bixolon',
    model: 'SRP',
    asb: true,
    backChannel: 'yes',
    completion: 'gsr',
    proven: { asb: 'documented', backChannel: 'documented', completion: 'documented' },
    quirks: ['Two sources contradict each other on its Vietnamese pages: no text mode.'],
  },
  {
    ...GENERIC,
    ...PLAIN,
    id: 'citizen-cts',
    vendor: 'Citizen',
    model: 'CT-S651',
    text: TCVN,
    completion: 'gsr',
    proven: { text: 'documented' },
  },
  {
    ...GENERIC,
    ...PLAIN,
    id: 'rongta-80',
    vendor: 'Rongta',
    model: '80 mm class',
    completion: 'dleeot',
    quirks: ['Answers GS I as maker EPOSN, model TM-T88V: not to be told by its answer.'],
  },
  { ...GENERIC, ...PLAIN, id: 'star-escpos-mode', vendor: 'Star', model: 'ESC/POS mode' },
  { ...GENERIC, ...PLAIN, id: 'file', vendor: null, model: null, backChannel: 'none' },
  {
    ...GENERIC,
    ...NARROW,
    ...PLAIN,
    id: 'file-58',
    vendor: null,
    model: null,
    backChannel: 'none',
  },
];
