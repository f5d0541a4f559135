import { Draft, draftKey } from './drafts.js';

const answers = (question1: string) => ({ question1, question2: '', question3: '' });

function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

describe('the draft of a reflection', () => {
  it('has the keys and members that the page by itself has always had', () => {
    const kept = storage();
    new Draft(kept, draftKey(null)).keep(answers('Pairs'), 'fr', 1000);
    expect([...kept.items]).toEqual([
      ['reflection_draft', '{"question1":"Pairs","question2":"","question3":"","timestamp":1000,"language":"fr"}'],
    ]);
  });

  it('has a key of its own for each offering, week and person', () => {
    expect(draftKey({ offering: 'o', week: 3, person: 'p' })).toBe('reflection_draft:o:3:p');
    expect(draftKey({ offering: 'o', week: null, person: 'p' })).toBe('reflection_draft:o:0:p');
  });

  it('of two windows is never overwritten unseen', () => {
    const kept = storage();
    const [one, other] = [new Draft(kept, 'd'), new Draft(kept, 'd')];
    expect(one.keep(answers('first'), 'en', 1000)).toEqual({ state: 'kept' });
    expect(other.keep(answers('second'), 'en', 2000)).toMatchObject({
      state: 'conflict',
      other: { question1: 'first', timestamp: 1000 },
    });
    other.adopt(other.read()!);
    expect(other.keep(answers('both'), 'en', 2000)).toEqual({ state: 'kept' });
    expect(one.keep(answers('first, longer'), 'en', 3000)).toMatchObject({ state: 'conflict' });
  });

  it('is newer with each save, also when the clock goes back', () => {
    const kept = storage();
    const draft = new Draft(kept, 'd');
    draft.keep(answers('a'), 'en', 5000);
    draft.keep(answers('b'), 'en', 10);
    expect(draft.read()).toMatchObject({ question1: 'b', timestamp: 5001 });
  });

  it('is none where something else is kept, and says when nothing can be', () => {
    const kept = storage();
    for (const text of ['no json', 'null', '{}', '{"question1":1,"question2":"","question3":"","timestamp":1}']) {
      kept.items.set('d', text);
      expect(new Draft(kept, 'd').read()).toBeNull();
    }
    const full = {
      ...storage(),
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(new Draft(full, 'd').keep(answers('a'), 'en', 1)).toEqual({ state: 'impossible' });
  });
});
