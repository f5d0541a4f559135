import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;
type RulesByProperty = ReturnType<Storage['groupByPropertyName']>;

let isRemembered = false;

/**
 * Adds a cache to class-validator, which collects the rules of a class anew for every object, from those of all
 * classes, although they never change once the class is declared.
 */
export function rememberRules(): void {
  if (isRemembered) return;
  isRemembered = true;
  const storage = getMetadataStorage();
  const collect = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const ofClass = new WeakMap<object, Rules>();
  const grouped = new WeakMap<Rules, RulesByProperty>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const isOrdinary = !schema && !always && !strictGroups && !groups?.length;
    if (!isOrdinary || typeof target !== 'function') return collect(target, schema, always, strictGroups, groups);
    let rules = ofClass.get(target);
    if (!rules) ofClass.set(target, (rules = collect(target, schema, always, strictGroups, groups)));
    return rules;
  };
  storage.groupByPropertyName = (rules) => {
    let groups = grouped.get(rules);
    if (!groups) grouped.set(rules, (groups = group(rules)));
    return groups;
  };
}
