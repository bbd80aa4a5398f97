/** How Vietnamese syllables are spelt, tones left out: to notice missing letters, never to change any. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Beginnings. */
export const onsets = new Set([
  '',
  ...words('b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'),
]);

/** What may follow, vowels and closing consonant; `iê` and `ea` stand open in Ê Đê and Gia Rai names. */
export const rhymes = words(
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ea ec em en eng eo ep et ê êch êm ên ênh êp êt êu ' +
    'i ia ich im in inh ip it iu iê iêc iêm iên iêng iêp iêt iêu ' +
    'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt ' +
    'oc oe oen oeo oet oi om on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uôc uôi uôm uôn uông uôt ' +
    'uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu ' +
    'y yên yêng yêt yêm yêu ynh yt',
);

/** Abbreviations of addresses that have no vowel. */
export const abbreviations = words('p q tp tx tt kp tdp kdc kdt nv pk sn st ql tl hl dt');
