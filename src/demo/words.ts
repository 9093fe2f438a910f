/** The made-up names and texts of the demo's company. */

export const company = { name: 'Nordgrid Energy', domain: 'nordgrid.example' }

export const clusters = [
  { name: 'production', url: 'https://production.tsdb.nordgrid.example' },
  { name: 'laboratory', url: 'https://laboratory.tsdb.nordgrid.example:8181' },
]

export const firstNames = [
  ...['Aino', 'Amara', 'Anders', 'Arjun', 'Astrid', 'Beatriz', 'Björn', 'Camille', 'Chidi', 'Clara', 'Daniyar'],
  ...['Darius', 'Elif', 'Emil', 'Esra', 'Fatima', 'Finn', 'Freja', 'Giulia', 'Hana', 'Henrik', 'Ibrahim', 'Ingrid'],
  ...['Isla', 'Jakub', 'Jonas', 'Jun', 'Kaito', 'Karin', 'Kofi', 'Lars', 'Leila', 'Lucía', 'Maëlle', 'Magnus', 'Mei'],
  ...['Mikael', 'Nadia', 'Niamh', 'Noor', 'Olga', 'Oskar', 'Paulo', 'Petra', 'Rafael', 'Renée', 'Rohan', 'Saga'],
  ...['Samir', 'Sigrid', 'Sofia', 'Søren', 'Tariq', 'Thandiwe', 'Tuomas', 'Viktor', 'Wiktoria', 'Yara', 'Yusuf', 'Zoë'],
]

export const lastNames = [
  ...['Aalto', 'Adeyemi', 'Almeida', 'Andersson', 'Bakker', 'Bergström', 'Bianchi', 'Byrne', 'Castillo', 'Dąbrowski'],
  ...['Demir', 'Dubois', 'Eriksen', 'Fischer', 'Fjeld', 'García', 'Haddad', 'Halvorsen', 'Hansen', 'Iversen', 'Jensen'],
  ...['Kaya', 'Kimura', 'Koskinen', 'Kowalski', 'Kumar', 'Laine', 'Larsen', 'Lindberg', 'Mäkinen', 'Mendes', 'Moreau'],
  ...['Mwangi', 'Nakamura', 'Ndiaye', 'Nielsen', 'Novák', 'Nyström', 'O’Connor', 'Okafor', 'Olsen', 'Ortega', 'Patel'],
  ...[
    'Petersen',
    'Rahman',
    'Rossi',
    'Sandvik',
    'Schneider',
    'Silva',
    'Solberg',
    'Tanaka',
    'Torres',
    'Vasquez',
    'Virtanen',
  ],
  ...['Wagner', 'Weber', 'Wójcik', 'Yılmaz', 'Zhang', 'Ziegler'],
]

export const departments = [
  'grid operations',
  'metering',
  'wind',
  'hydro',
  'trading',
  'platform',
  'security',
  'finance',
]
export const offices = ['Oslo', 'Tromsø', 'Malmö', 'Tampere', 'Hamburg', 'Gdańsk']
export const titles = ['engineer', 'senior engineer', 'analyst', 'operator', 'team lead', 'consultant', 'architect']

export const sites = [
  ...['grid', 'metering', 'wind-north', 'wind-south', 'hydro', 'solar', 'substations', 'trading', 'heat', 'charging'],
  ...[
    'batteries',
    'interconnector',
    'forecasting',
    'weather',
    'offshore-a',
    'offshore-b',
    'dams',
    'turbines',
    'feeders',
  ],
  ...['switchgear', 'transformers', 'depots', 'laboratory', 'campus', 'harbour'],
]
export const subjects = [
  ...['telemetry', 'readings', 'alarms', 'events', 'quality', 'audit', 'forecasts', 'weather', 'prices', 'maintenance'],
  ...[
    'vibration',
    'temperature',
    'frequency',
    'voltage',
    'load',
    'positions',
    'logs',
    'metrics',
    'billing',
    'simulation',
  ],
]

export const tables = [
  ...['measurements', 'voltage', 'current', 'frequency', 'power_factor', 'temperature', 'wind_speed', 'rotor', 'flow'],
  ...[
    'level',
    'pressure',
    'alarms',
    'status',
    'heartbeat',
    'setpoints',
    'prices',
    'bids',
    'imbalance',
    'forecast_errors',
  ],
]

export const tags = ['site', 'device', 'feeder', 'turbine', 'region', 'meter', 'customer', 'phase']

export const programs = [
  ...[
    'Telegraf on the edge gateways',
    'Grafana dashboards',
    'nightly export to the lake',
    'billing run',
    'alarm router',
  ],
  ...['forecast trainer', 'SCADA bridge', 'meter head-end', 'weather importer', 'price feed', 'control-room wallboard'],
  ...['anomaly detection', 'monthly report', 'partner portal', 'load test', 'notebook of the analysts'],
]

export const automations = [
  'Terraform',
  'GitOps controller',
  'nightly inventory',
  'offboarding job',
  'compliance export',
]

export const browsers = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
]
