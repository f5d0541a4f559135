/** Names of the tz database that browsers may still list under an older one. */
const PRESENT_NAMES = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/**
 * @param {string} zone
 * @returns {string} what it is called today
 */
export function presentName(zone) {
  return PRESENT_NAMES[/** @type {keyof typeof PRESENT_NAMES} */ (zone)] ?? zone;
}

/**
 * @param {string} zone
 * @param {Date} now
 * @returns {string} `UTC+05:30`
 */
export function offsetOf(zone, now) {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name.replace('GMT', 'UTC').replace('+00:00', '');
}

/**
 * @param {string} offset as `offsetOf` writes it
 * @returns {string[]} the ways in which people write it, of `UTC+09:00` also `UTC+9` and `GMT+9`
 */
export function spellingsOf(offset) {
  const short = offset.replace(/([+-])0/, '$1').replace(':00', '');
  return [offset, short, short.replace('UTC', 'GMT')];
}

/**
 * Whether each word of what somebody looks for is somewhere in the texts, however it is accented or spelt with case.
 * @param {string} sought
 * @param {readonly string[]} texts
 */
export function isFoundIn(sought, texts) {
  const all = plain(texts.join(' '));
  return plain(sought)
    .split(' ')
    .every((word) => all.includes(word));
}

/** @param {string} text */
function plain(text) {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[_/\s]+/g, ' ')
    .trim()
    .toLowerCase();
}
