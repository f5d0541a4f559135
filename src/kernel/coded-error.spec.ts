import { CodedError, defineError, errorCatalogue } from './coded-error.js';

describe('coded errors', () => {
  const definition = {
    code: 'tea_is_cold',
    kind: 'conflict',
    title: 'The tea is cold.',
    description: 'Make some more.',
  } as const;

  it('are in the catalogue once', () => {
    defineError(definition);
    expect(errorCatalogue()).toContain(definition);
    expect(() => defineError({ ...definition })).toThrow(/tea_is_cold/);
  });

  it('say what happened, or else what they are', () => {
    expect(new CodedError(definition).message).toBe('The tea is cold.');
    expect(new CodedError(definition, { detail: 'It stood since noon.' }).message).toBe('It stood since noon.');
  });
});
