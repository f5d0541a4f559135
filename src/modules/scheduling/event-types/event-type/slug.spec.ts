import fc from 'fast-check';
import { SLUG, SLUG_MAX, SLUG_MIN, slugCandidates, slugOf } from './slug.js';

describe('slugs', () => {
  it.each([
    ['Mentoring with Ada', 'mentoring-with-ada'],
    ['  Größe & Maß: Crème brûlée! ', 'grosse-mass-creme-brulee'],
    ['1:1', '1-1'],
    ['数学', 'event'],
    ['!', 'event'],
  ])('of %j is %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('are valid and leave room for different ends, whatever the title is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 200 }),
        (title, number) => {
          const slug = slugOf(title);
          const all = [slug, ...slugCandidates(slug, number)];
          expect(new Set(all).size).toBe(all.length);
          for (const one of all) {
            expect(one).toMatch(SLUG);
            expect(one.length).toBeGreaterThanOrEqual(SLUG_MIN);
            expect(one.length).toBeLessThanOrEqual(SLUG_MAX);
          }
        },
      ),
    );
  });
});
