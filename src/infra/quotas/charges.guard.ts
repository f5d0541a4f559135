import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { RequestWithActor } from '../access/access.decorator.js';
import { RateLimitConfig } from '../config/config.js';
import { networkOf } from '../../kernel/network.js';
import { Problems } from '../http/problems.decorator.js';
import { AccountStanding } from './account-standing.js';
import { Outreach, type Sender } from './outreach.js';
import { EMAIL_NOT_VERIFIED } from './outreach.errors.js';
import type { Share } from './quotas.js';
import { Settlements } from './settlements.js';

/** What a request uses up of quotas. */
export interface Charges {
  /** Recipients of the mails that it causes: accounts by id, others by address. */
  readonly recipients: readonly string[];
  readonly shares?: readonly Share[];
  /** Quota for the bytes of a response that is stored for its idempotency key. */
  readonly keptAnswer?: Pick<Share, 'quota' | 'of'>;
}

/** Computes the charges of a request, before its input is validated; they are refunded when that refuses it. */
export abstract class ChargeSource {
  abstract of(request: RequestWithActor, network: string): Promise<Charges>;
}

const CHARGES = 'lyceum:charges';

/** Charges quotas for a route; answers 429 when one is exceeded. */
export const Charged = (source: Type<ChargeSource>) =>
  applyDecorators(SetMetadata(CHARGES, source), UseGuards(ChargesGuard));

/** `Charged` for routes that have mails sent to others; accounts whose address is not verified get 403. */
export const ChargedOutreach = (source: Type<ChargeSource>) =>
  applyDecorators(Charged(source), Problems(EMAIL_NOT_VERIFIED));

/** Charges before the handler's transaction begins, so that no request waits for Redis while it holds row locks. */
@Injectable()
export class ChargesGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly config: RateLimitConfig,
    private readonly outreach: Outreach,
    private readonly settlements: Settlements,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.config.enabled) return true;
    const source = this.modules.get(this.reflector.get<Type<ChargeSource>>(CHARGES, context.getHandler()), {
      strict: false,
    });
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const network = networkOf(request.ip);
    const { recipients, shares = [], keptAnswer } = await source.of(request, network);
    const userId = request.user?.userId ?? null;
    const others = [...new Set(recipients.map((recipient) => recipient.toLowerCase()))].filter((one) => one !== userId);
    if (others.length === 0 && shares.length === 0) return true;
    const taken = await this.outreach.charge(await this.sender(userId, network), others, shares);
    this.settlements.expect(request, { shares: taken, keptAnswer });
    return true;
  }

  private async sender(userId: string | null, network: string): Promise<Sender> {
    if (userId === null) return { userId, network };
    return { userId, isVerified: await this.modules.get(AccountStanding, { strict: false }).isVerified(userId) };
  }
}
