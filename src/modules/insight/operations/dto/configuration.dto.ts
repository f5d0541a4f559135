import { ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'Setting' })
export class SettingDto {
  /** @example PUBLIC_URL */
  name: string;
  /**
   * What this process goes by. Null for secrets, and where nothing is in force.
   * @example https://lyceum.example
   */
  value: string | null;
  /**
   * Null where there is none.
   * @example http://127.0.0.1:3000
   */
  default: string | null;
  /**
   * Whether the environment has it.
   * @example true
   */
  isSet: boolean;
  /**
   * Whether its value is never shown.
   * @example false
   */
  isSecret: boolean;
}

@ApiSchema({ name: 'Versions' })
export class VersionsDto {
  /** @example 0.1.0 */
  lyceum: string;
  /** @example 24.11.0 */
  node: string;
  /**
   * Null when it does not answer, as below.
   * @example '18.1'
   */
  postgresql: string | null;
  /** @example 8.0.2 */
  redis: string | null;
}

@ApiSchema({ name: 'Configuration' })
export class ConfigurationDto {
  versions: VersionsDto;
  /**
   * The features that are on.
   * @example ["users", "auth", "bookings"]
   */
  features: string[];
  /** Those of features last. */
  settings: SettingDto[];
}
