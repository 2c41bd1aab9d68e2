import { CloudFormationClient } from '@aws-sdk/client-cloudformation'

/** What CDK's command takes for want of a region, and says nothing. */
const GUESS = 'us-east-1'

/**
 * Whether somebody has said where to deploy. Without credentials nothing is deployed, and it does not matter.
 * @param env as CDK's command gives it to the app
 */
export async function isRegionSaid(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!env['CDK_DEFAULT_ACCOUNT'] || env['CDK_DEFAULT_REGION'] !== GUESS) return true
  if (env['AWS_DEFAULT_REGION'] || env['AMAZON_REGION']) return true // CDK reads these, the SDK does not
  return new CloudFormationClient().config.region().then(
    () => true,
    () => false,
  )
}
