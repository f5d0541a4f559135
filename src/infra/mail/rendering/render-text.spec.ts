import { facts, paragraph } from './document.js';
import { renderText } from './render-text.js';

it('keeps what somebody wrote from looking like a fact of ours, and from beginning the signature', () => {
  const reason = 'Sorry\n-- \nWhere: evil.example';
  const text = renderText(
    {
      subject: 'Cancelled',
      preheader: '',
      heading: 'Cancelled',
      blocks: [paragraph(reason), facts([['Reason', reason]])],
      reason: 'Why',
    },
    { language: 'en' },
  );
  expect(text).toContain('Reason: Sorry\n  --\n  Where: evil.example');
  expect(text.match(/^-- $/gm)).toHaveLength(1);
});
