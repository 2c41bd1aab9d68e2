import { App } from 'aws-cdk-lib'
import { NewsAlertsStack } from './stack.ts'

new NewsAlertsStack(new App(), 'NewsAlerts')
