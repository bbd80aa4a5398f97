/** Vietnamese number words by clip name, north and south. "bảy" is never spelled "bẩy". */
export const NUMBER_CLIPS: Readonly<Record<string, { readonly north: string; readonly south: string }>> = {
  n0: { north: 'không', south: 'không' },
  n1: { north: 'một', south: 'một' },
  n2: { north: 'hai', south: 'hai' },
  n3: { north: 'ba', south: 'ba' },
  n4: { north: 'bốn', south: 'bốn' },
  n5: { north: 'năm', south: 'năm' },
  n6: { north: 'sáu', south: 'sáu' },
  n7: { north: 'bảy', south: 'bảy' },
  n8: { north: 'tám', south: 'tám' },
  n9: { north: 'chín', south: 'chín' },
  n10: { north: 'mười', south: 'mười' },
  ntens: { north: 'mươi', south: 'mươi' },
  n1b: { north: 'mốt', south: 'mốt' },
  n4b: { north: 'tư', south: 'tư' },
  n5b: { north: 'lăm', south: 'lăm' },
  n100: { north: 'trăm', south: 'trăm' },
  nlinh: { north: 'linh', south: 'lẻ' },
  n1000: { north: 'nghìn', south: 'ngàn' },
};

/** English words 0..19. */
export const EN_SMALL: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];

/** English tens, by the ten's digit. */
export const EN_TENS: readonly string[] = [
  '',
  'ten',
  'twenty',
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
];
