import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** snake_case columns and tables, as SQL people expect; constraint names are given in the entities. */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snake(className);
  }

  override columnName(propertyName: string, customName: string | undefined, embeddedPrefixes: string[]): string {
    return snake([...embeddedPrefixes, customName ?? propertyName].join('_'));
  }

  override primaryKeyName(tableOrName: Parameters<DefaultNamingStrategy['primaryKeyName']>[0]): string {
    const name = typeof tableOrName === 'string' ? tableOrName : tableOrName.name;
    return `${name.split('.').at(-1)}_pkey`;
  }
}
