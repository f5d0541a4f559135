import { Injectable } from '@nestjs/common';
import { type JoinWish, JoinWishHolder } from '../../auth/auth.api.js';
import { JoinRequestsService } from './join-requests.service.js';

/** Takes what somebody asks for as they sign up. */
@Injectable()
export class JoinWishes extends JoinWishHolder {
  constructor(private readonly requests: JoinRequestsService) {
    super();
  }

  async take(userId: string, wish: JoinWish): Promise<void> {
    await this.requests.ask(userId, wish, '/join');
  }
}
