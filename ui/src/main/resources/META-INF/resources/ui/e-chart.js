import * as echarts from './echarts/echarts.esm.min.js';

// Drawn from plain options made on the server. Two kinds of text are made real here, because only
// the browser knows: "var(--x)" becomes the colour of that name, "fn:x" one of the functions below.

const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

function short(value) {
  const size = Math.abs(value);
  const round = (v) => String(Math.round(v * 10) / 10);
  if (size >= 1e6) return round(value / 1e6) + 'M';
  if (size >= 1e4) return Math.round(value / 1e3) + 'K';
  if (size >= 1e3) return round(value / 1e3) + 'K';
  return round(value);
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function tip(params) {
  const first = (Array.isArray(params) ? params : [params]).find((p) => p.data && p.data.tip);
  if (!first) return '';
  const [title, ...lines] = first.data.tip.split('\n');
  return `<b>${escape(title)}</b>${lines.map((line) => `<br>${escape(line)}`).join('')}`;
}

const FUNCTIONS = {
  'fn:money': (cents) => short(cents / 100),
  'fn:count': short,
  'fn:tip': tip,
};

class EChart extends HTMLElement {
  connectedCallback() {
    this.style.display ||= 'block';
    this.chart = echarts.init(this, null, { renderer: this.getAttribute('renderer') || 'canvas' });
    this.chart.on('finished', () => this.setAttribute('rendered', ''));
    this.chart.on('click', (p) => this.dispatchEvent(
      new CustomEvent('chart-click', { detail: { series: p.seriesName ?? '', index: p.dataIndex } })));
    this.sizes = new ResizeObserver(() => this.chart?.resize());
    this.sizes.observe(this);
    this.redraw = () => this.draw();
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.redraw);
    document.addEventListener('scheme-change', this.redraw);
    if (Object.hasOwn(this, 'option')) {
      // It was told before this file was there: its own value hides the setter.
      const early = this.option;
      delete this.option;
      this.pending = early;
    }
    this.draw();
  }

  disconnectedCallback() {
    this.scheme.removeEventListener('change', this.redraw);
    document.removeEventListener('scheme-change', this.redraw);
    this.sizes.disconnect();
    this.chart.dispose();
    this.chart = undefined;
  }

  set option(option) {
    this.pending = option;
    this.draw();
  }

  draw() {
    if (!this.chart || !this.pending) return;
    const option = this.resolve(this.pending);
    option.animation = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    option.textStyle = { fontFamily: getComputedStyle(this).fontFamily };
    this.chart.setOption(option, { notMerge: true });
  }

  resolve(value) {
    if (Array.isArray(value)) return value.map((v) => this.resolve(v));
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === 'tip' ? v : this.resolve(v)]));
    }
    if (typeof value !== 'string') return value;
    if (value.startsWith('var(--')) return this.colour(value);
    return FUNCTIONS[value] ?? value;
  }

  // Theme colours may be mixes and light-dark pairs; a painted pixel says what they come to.
  colour(value) {
    const before = this.style.color;
    this.style.color = value;
    const computed = getComputedStyle(this).color;
    this.style.color = before;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = computed;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return `rgba(${r},${g},${b},${Math.round((a / 255) * 1000) / 1000})`;
  }
}

if (!customElements.get('e-chart')) customElements.define('e-chart', EChart);
