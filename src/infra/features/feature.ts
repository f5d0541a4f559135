import type { Type } from '@nestjs/common';
import type { OutsideService } from '../circuits/outside-service.js';
import type { ConfigSlice } from '../config/config-slice.js';
import type { QuotaPolicy, RateLimitPolicy } from '../config/limits.js';
import type { MailTemplate } from '../mail/mail-template.js';
import type { FeatureEvent } from './feature-event.js';
import type { FeatureQueue } from './feature-queue.js';

/** Loads a file whose only export is a Nest module, for example `() => import('./tags.http.module.js')`. */
export type ModuleFile = () => Promise<Readonly<Record<string, Type>>>;

export interface PageFiles {
  readonly folder: string;
  readonly prefix: string;
  /** Build output: names contain a content hash, and files are compressed. */
  readonly areBuilt?: boolean;
}

/** What a feature serves outside the prefix of the API, for people instead of programs. */
export interface Pages {
  /** Patterns of Nest's `exclude`; a literal colon is `\\:`. */
  readonly routes: readonly string[];
  /** A folder that browsers may load from. */
  readonly files?: PageFiles;
}

/** What a problem says, to be said in the words of another protocol. */
export interface SaidProblem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly [extension: string]: unknown;
}

/** A protocol of others that a feature speaks outside the prefix of the API, in lists and errors of its own. */
export interface Protocol {
  /** Every path that begins so is part of it, also one that leads nowhere. */
  readonly prefix: string;
  /** The body of an answer that tells of a fault, as JSON. */
  readonly faultOf: (problem: SaidProblem) => object;
}

/**
 * Descriptor of a feature, its only registration, in `<feature>.feature.ts`. The applications are composed of
 * the list in `apps/features.ts`. The parts with code are loaded by the process that runs them, so that the API reaches
 * no consumer and the worker no controller, and a command that needs the entities loads neither.
 */
export interface Feature {
  /** The name of its folder. */
  readonly name: string;
  /** Descriptions of the OpenAPI tags of its operations. */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * The resources that API keys may have scopes for: tags, written as `event-types`. Operations of other tags are closed to
   * keys.
   */
  readonly keyResources?: readonly string[];
  readonly config?: readonly ConfigSlice[];
  /** Rate limits, for `@RateLimit`. */
  readonly rateLimits?: readonly RateLimitPolicy[];
  /** Quotas, for `@Charged`. */
  readonly quotas?: readonly QuotaPolicy[];
  readonly entities?: readonly Type[];
  /** Services and repositories, in every process. */
  readonly module?: ModuleFile;
  /** Controllers, in the API. */
  readonly http?: ModuleFile;
  /** Consumers and scheduled tasks, in the worker. */
  readonly worker?: ModuleFile;
  readonly pages?: Pages;
  readonly protocol?: Protocol;
  /** Every event that the feature declares. */
  readonly events?: readonly FeatureEvent[];
  /** Every kind of mail that the feature sends. */
  readonly mails?: readonly MailTemplate[];
  /** Queues whose jobs are no messages: the feature fills and empties them, and they are looked at with the others. */
  readonly workQueues?: readonly string[];
  /** Services of others that it calls, behind circuit breakers. */
  readonly outsideServices?: readonly OutsideService[];
  /** Queues of its own, for work that would keep the rest waiting. */
  readonly queues?: readonly FeatureQueue[];
}

export async function loadModule(file: ModuleFile): Promise<Type> {
  const [module, ...others] = Object.values(await file());
  if (!module || others.length > 0) throw new Error('The file of a Nest module exports the module and nothing else.');
  return module;
}
