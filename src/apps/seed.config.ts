import type { SettingsOf } from '../infra/config/config-slice.js';
import { emailAddress, optional } from '../infra/config/fields.js';

const settings = {
  ADMIN_EMAIL: emailAddress,
  ADMIN_PASSWORD: optional,
};

export class SeedConfig {
  static readonly settings = settings;

  readonly adminEmail: string | undefined;
  readonly adminPassword: string | undefined;

  constructor(env: SettingsOf<typeof settings>) {
    this.adminEmail = env.ADMIN_EMAIL;
    this.adminPassword = env.ADMIN_PASSWORD;
  }
}
