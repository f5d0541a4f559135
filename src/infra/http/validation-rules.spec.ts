import { getMetadataStorage, IsInt, IsString, validateSync } from 'class-validator';
import { rememberRules } from './validation-rules.js';

class Basis {
  @IsString() name: unknown;
}
class Derived extends Basis {
  @IsInt() age: unknown;
}

const rulesOf = (type: new () => object) =>
  getMetadataStorage().getTargetValidationMetadatas(type, undefined as unknown as string, false, false);

it('the rules of a class are collected once, its own and those that it inherits', () => {
  rememberRules();
  const rules = rulesOf(Derived);
  expect(rules.map(({ propertyName }) => propertyName).sort()).toEqual(['age', 'name']);
  expect(rulesOf(Derived)).toBe(rules);
  expect(rulesOf(Basis)).not.toBe(rules);
  const storage = getMetadataStorage();
  expect(storage.groupByPropertyName(rules)).toBe(storage.groupByPropertyName(rules));
});

it('they are the ones that an object is validated by, each time', () => {
  rememberRules();
  for (const age of [1, 'one', 2, 'two'])
    expect(validateSync(Object.assign(new Derived(), { name: 'Ada', age })).length).toBe(
      typeof age === 'string' ? 1 : 0,
    );
});

it('a set of rules that is asked for by its group is not that of everybody', () => {
  rememberRules();
  const ofGroup = getMetadataStorage().getTargetValidationMetadatas(Derived, '', false, true, ['other']);
  expect(ofGroup).not.toBe(rulesOf(Derived));
});
