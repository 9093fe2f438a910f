import 'reflect-metadata'
import { builtForGateways } from './built.ts'

await builtForGateways()
