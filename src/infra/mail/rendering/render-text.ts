import type { Block, MailDocument } from './document.js';

/** The plain part: for screen readers, watches and people who prefer it. */
export function renderText({ heading, blocks, reason }: MailDocument, unsubscribeUrl?: string): string {
  const footer = [reason, ...(unsubscribeUrl ? [`Stop these e-mails: ${unsubscribeUrl}`] : [])].join('\n');
  return [heading, ...blocks.map(renderBlock), `-- \n${footer}`].join('\n\n') + '\n';
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return plain(block.text);
    case 'action':
      return `${block.label}:\n${block.url}`;
    case 'list':
      return block.items.map((item) => `* ${plain(item)}`).join('\n');
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${plain(value)}`).join('\n');
  }
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
}
