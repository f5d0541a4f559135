import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;
type RulesByProperty = ReturnType<Storage['groupByPropertyName']>;

let isRemembered = false;

/**
 * Lets class-validator remember the rules of a class. It collects them for every object that it looks at, from those of
 * all classes that there are, although none is added to a class once it is there.
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
