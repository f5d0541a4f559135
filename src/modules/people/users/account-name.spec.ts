import { namesOf, renamed } from './account-name.js';

describe('the name of an account', () => {
  it('is made of its parts unless it is given, and is never taken apart', () => {
    expect(namesOf({ firstName: 'Ada', lastName: 'Lovelace' })).toEqual({
      ...{ name: 'Ada Lovelace', firstName: 'Ada', lastName: 'Lovelace' },
    });
    expect(namesOf({ lastName: 'Sokrates' }).name).toBe('Sokrates');
    expect(namesOf({ name: 'Ada Lovelace' })).toEqual({ name: 'Ada Lovelace', firstName: null, lastName: null });
    expect(namesOf({ name: 'The Countess', firstName: 'Ada' }).name).toBe('The Countess');
    expect(() => namesOf({})).toThrow(expect.objectContaining({ code: 'validation_failed' }));
  });

  it('follows its parts when it was made of them, and stays when it was chosen', () => {
    const made = { name: 'Ada Byron', firstName: 'Ada', lastName: 'Byron' };
    expect(renamed(made, { lastName: 'Lovelace' })).toEqual({ name: 'Ada Lovelace', lastName: 'Lovelace' });
    expect(renamed(made, { lastName: null })).toEqual({ name: 'Ada', lastName: null });
    expect(renamed({ ...made, name: 'The Countess' }, { lastName: 'Lovelace' })).toEqual({ lastName: 'Lovelace' });
    expect(renamed(made, { name: 'The Countess', lastName: 'Lovelace' })).toEqual({
      ...{ name: 'The Countess', lastName: 'Lovelace' },
    });
    expect(renamed(made, { firstName: null, lastName: null })).toEqual({ firstName: null, lastName: null });
  });
});
