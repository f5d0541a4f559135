import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, type ObjectLiteral, Repository } from 'typeorm';
import { DatabaseConfig } from '../config/config.js';
import { type DataSourceParts, dataSourceOptions } from './data-source.js';
import { DatabaseClock } from './database-clock.js';
import { ExpiredRows } from './expired-rows.js';
import { IsolatedRows } from './isolated-rows.js';
import { ReadReplicas } from './read-replicas.js';
import { SlowStatements } from './slow-statements.js';
import { Sql } from './sql.js';
import { Transactions } from './transactions.js';

type EntityClass = new () => ObjectLiteral;

/** Before the connection, which tells it of what is slow. */
@Module({ providers: [SlowStatements], exports: [SlowStatements] })
class SlowStatementsModule {}

/** Connection, transactions and SQL, global; `forFeature` for repositories that join the running transaction. */
@Module({})
export class DatabaseModule {
  static forRoot(parts: DataSourceParts): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        SlowStatementsModule,
        TypeOrmModule.forRootAsync({
          imports: [SlowStatementsModule],
          inject: [DatabaseConfig, SlowStatements],
          useFactory: (config: DatabaseConfig, slow: SlowStatements) => ({
            ...dataSourceOptions(config, parts),
            maxQueryExecutionTime: config.slowQueryMs,
            logger: slow.typeOrmLogger(),
            retryAttempts: 3,
            retryDelay: 1000,
          }),
        }),
      ],
      providers: [Transactions, ReadReplicas, Sql, DatabaseClock, ExpiredRows, IsolatedRows],
      exports: [SlowStatementsModule, Transactions, Sql, DatabaseClock, ExpiredRows, IsolatedRows, TypeOrmModule],
    };
  }

  /** Repositories for `@InjectRepository(Entity)`; unlike those of TypeOrmModule they join the running transaction. */
  static forFeature(entities: EntityClass[]): DynamicModule {
    const providers = entities.map((entity) => ({
      provide: getRepositoryToken(entity),
      inject: [getDataSourceToken(), Transactions],
      useFactory: (dataSource: DataSource, transactions: Transactions) =>
        new Repository(entity, followingManager(dataSource.manager, transactions)),
    }));
    return { module: DatabaseModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** A proxy that forwards each use to the manager of the running transaction. */
function followingManager(fallback: EntityManager, transactions: Transactions): EntityManager {
  return new Proxy(fallback, {
    get(_target, property) {
      const { manager } = transactions;
      const value: unknown = Reflect.get(manager, property, manager);
      return typeof value === 'function' ? (value.bind(manager) as unknown) : value;
    },
  });
}
