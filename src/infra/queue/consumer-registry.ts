import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { CONSUMER_OPTIONS, type ConsumerOptions, MessageConsumer } from './consumer.js';

export interface RegisteredConsumer {
  readonly options: ConsumerOptions;
  readonly instance: MessageConsumer;
}

/** The consumers among the providers of this process. */
@Injectable()
export class ConsumerRegistry {
  private byName: Map<string, RegisteredConsumer> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  find(name: string): RegisteredConsumer | undefined {
    return this.consumers().get(name);
  }

  names(): string[] {
    return [...this.consumers().keys()];
  }

  listeningTo(messageName: string): RegisteredConsumer[] {
    return [...this.consumers().values()].filter(({ options }) =>
      options.messages.some((type) => type.name === messageName),
    );
  }

  private consumers(): Map<string, RegisteredConsumer> {
    this.byName ??= this.discover();
    return this.byName;
  }

  private discover(): Map<string, RegisteredConsumer> {
    const found = new Map<string, RegisteredConsumer>();
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.instance;
      if (!(instance instanceof MessageConsumer)) continue;
      const options = Reflect.getMetadata(CONSUMER_OPTIONS, instance.constructor) as ConsumerOptions | undefined;
      if (!options) throw new Error(`${instance.constructor.name} lacks @Consumer.`);
      if (found.has(options.name)) throw new Error(`The consumer ${options.name} is declared twice.`);
      found.set(options.name, { options, instance });
    }
    return found;
  }
}
