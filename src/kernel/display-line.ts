/*
 * What may stand in a name or a title. RFC 8266 (nicknames) builds on the FreeformClass of RFC 8264, which has no control
 * characters, no line breaks and none of Unicode's default ignorable ones: they have no shape, or change the direction of
 * what follows, and so let one name look like another. Some of those belong to the writing of languages and to emoji, and
 * are allowed just there.
 */

/** Emoji with style, modifier, tag and ZWJ sequences (UTS #51, ED-5a, ED-13, ED-14a, ED-16), and keycaps (ED-14c). */
const EMOJI =
  /(?:\p{Extended_Pictographic}(?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?\u200D?)+|[0-9#*]\uFE0F?\u20E3/gu;
/** Variation selector after an ideograph, as in Japanese names (UTS #37). */
const IDEOGRAPH_FORM = /(?<=\p{Ideographic})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]/gu;
const MONGOLIAN_FORM = /(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]/gu;

/** Scripts whose letters join or are stacked, where the two joiners change the shape of a word (RFC 5892, appendix A). */
const JOINING =
  'Arabic|Syriac|Nko|Mandaic|Mongolian|Phags_Pa|Adlam|Hanifi_Rohingya|Devanagari|Bengali|Gurmukhi|Gujarati|Oriya|Tamil|' +
  'Telugu|Kannada|Malayalam|Sinhala|Myanmar|Khmer|Tibetan|Balinese|Javanese|Sundanese|Meetei_Mayek';
const LETTER = `[${JOINING.split('|')
  .map((script) => `\\p{Script=${script}}`)
  .join('')}]\\p{Mn}*`;
const JOINER = new RegExp(`(?<=${LETTER})(?:\\u200C(?=${LETTER})|\\u200D)`, 'gu');

const REFUSED =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]/u;

/** Collapses spaces to one between words (RFC 8266, section 2.1), so that equal-looking names are equal. */
export function oneSpaced(text: string): string {
  return text.replace(/\p{Zs}+/gu, ' ');
}

/** Whether the text fits one line and has no invisible characters beyond those that its script or emoji need. */
export function isDisplayLine(text: string): boolean {
  if (!REFUSED.test(text)) return true;
  const bare = [EMOJI, IDEOGRAPH_FORM, MONGOLIAN_FORM, JOINER].reduce(
    (rest, allowed) => rest.replace(allowed, ''),
    text,
  );
  return !REFUSED.test(bare);
}
