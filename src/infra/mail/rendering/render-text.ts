import type { Block, MailDocument, MailFrame } from './document.js';
import { FRAME_TEXTS } from './frame-texts.js';
import { displayName } from './names.js';
import { pageIn } from './page-link.js';

/** The plain part: for screen readers, watches and people who prefer it. */
export function renderText(
  { heading, blocks, reason }: MailDocument,
  { language, unsubscribeUrl, brand }: MailFrame,
): string {
  const { stop, colon } = FRAME_TEXTS[language];
  const footer = [reason, ...(unsubscribeUrl ? [`${stop}${colon} ${pageIn(language, unsubscribeUrl)}`] : [])].join(
    '\n',
  );
  return (
    [
      ...(brand ? [displayName(brand.name)] : []),
      heading,
      ...blocks.map((block) => renderBlock(block, colon)),
      `-- \n${footer}`,
    ].join('\n\n') + '\n'
  );
}

function renderBlock(block: Block, colon: string): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return plain(block.text);
    case 'action':
      return `${block.label}${colon}\n${block.url}`;
    case 'list':
      return block.items.map((item) => `* ${plain(item)}`).join('\n');
    case 'facts':
      // The further lines of a value are indented, so that none looks like another fact.
      return block.rows.map(([label, value]) => `${label}${colon} ${plain(value).replaceAll('\n', '\n  ')}`).join('\n');
  }
}

/** Without spaces at the ends of lines: `-- ` alone would begin the signature, which mail programs fold (RFC 3676, section 4.3). */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/[^\S\n]+$/gm, '');
}
