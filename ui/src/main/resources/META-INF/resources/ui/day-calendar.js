// A square a day, a row a till: drawn here, so that a year of a hundred tills stays one answer.
const MARKS = {
  proven: 'M5 12.5l4.2 4.2L19 7',
  open: 'M12 12v.01',
  gap: 'M12 5v8.5M12 18.5v.01',
  none: '',
  alert: 'M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.01',
};
const SHORT_WEEKS = 15;
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function mark(status) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', MARKS[status] ?? '');
  svg.append(path);
  return svg;
}

class DayCalendar extends HTMLElement {
  connectedCallback() {
    this.tip ??= element('div', 'cal-tip');
    this.tip.setAttribute('aria-hidden', 'true');
    this.tip.hidden = true;
    this.addEventListener('click', this.choose);
    this.addEventListener('keydown', this.step);
    this.addEventListener('pointerover', this.point);
    this.addEventListener('focusin', this.point);
    this.addEventListener('pointerleave', this.leave);
    this.addEventListener('focusout', this.leave);
    if (Object.hasOwn(this, 'calendar')) {
      // It was told before this file was there: its own value hides the setter.
      const early = this.calendar;
      delete this.calendar;
      this.pending = early;
    }
    if (this.pending) this.draw(this.pending);
  }

  set calendar(calendar) {
    this.pending = calendar;
    if (this.isConnected) this.draw(calendar);
  }

  draw(calendar) {
    const focused = this.contains(document.activeElement) ? this.current?.dataset.key : undefined;
    const kept = this.current?.dataset.key;
    this.cells = [];
    this.current = undefined;
    const grid = element('div', `cal cal-${calendar.mode}`);
    grid.classList.toggle('cal-short', calendar.weeks.length <= SHORT_WEEKS);
    grid.style.setProperty('--days', calendar.days.length);
    grid.style.setProperty('--weeks', calendar.weeks.length);
    grid.setAttribute('role', 'grid');
    grid.setAttribute('aria-label', calendar.label);
    grid.append(this.head(calendar));
    calendar.rows.forEach((row, index) => grid.append(this.row(calendar, row, index)));
    this.replaceChildren(grid, this.tip);
    this.tip.hidden = true;
    const all = this.cells.flat();
    this.move(all.find((cell) => cell.dataset.key === kept) ?? all.at(-1), false);
    if (focused && this.current?.dataset.key === focused) this.current.focus({ preventScroll: true });
    this.setAttribute('drawn', '');
  }

  head(calendar) {
    const head = element('div', 'cal-head');
    head.setAttribute('aria-hidden', 'true');
    const days = element('div', 'cal-days');
    for (const day of calendar.days) {
      const column = element('div', 'cal-date');
      if (day.weekday > 5) column.classList.add('cal-weekend');
      if (day.today) column.classList.add('cal-today');
      column.append(element('span', 'cal-month', day.month), element('span', 'cal-number', day.number));
      days.append(column);
    }
    head.append(element('div', 'cal-till'), days);
    return head;
  }

  row(calendar, row, index) {
    const line = element('div', 'cal-row');
    line.setAttribute('role', 'row');
    const days = element('div', 'cal-days');
    days.setAttribute('role', 'presentation');
    for (const [number, letter] of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].entries()) {
      const label = element('span', 'cal-weekday', letter);
      label.setAttribute('aria-hidden', 'true');
      label.style.setProperty('--weekday', number + 1);
      days.append(label);
    }
    for (const week of calendar.weeks) {
      const label = element('span', week.month ? 'cal-week cal-week-month' : 'cal-week', week.label);
      label.setAttribute('aria-hidden', 'true');
      label.dataset.month = week.month;
      label.style.setProperty('--week', week.week);
      days.append(label);
    }
    this.cells[index] = calendar.days.map((day, at) => this.cell(row, row.cells[at], day, index, at));
    days.append(...this.cells[index]);
    line.append(this.till(row), days);
    if (row.alert) {
      const alert = element('div', 'cal-alert');
      alert.setAttribute('role', 'gridcell');
      alert.append(mark('alert'), element('span', '', row.alert));
      line.append(alert);
    }
    return line;
  }

  till(row) {
    const till = element('div', 'cal-till');
    till.setAttribute('role', 'rowheader');
    const name = element('div', 'cal-name', row.name);
    name.append(' ', element('span', 'cal-place', row.place));
    const note = element('div', 'cal-note');
    note.append(...row.note.split(' · ').map((part) => element('span', '', part)));
    till.append(name, note);
    return till;
  }

  cell(row, [status, tip, label], day, index, at) {
    const cell = element('button', `cal-cell cal-is-${status}`);
    cell.type = 'button';
    cell.tabIndex = -1;
    cell.setAttribute('role', 'gridcell');
    cell.setAttribute('aria-label', label);
    Object.assign(cell.dataset, { till: row.till, date: day.date, key: `${row.till}/${day.date}`, index, at });
    cell.tipText = tip;
    cell.style.setProperty('--week', day.week);
    cell.style.setProperty('--weekday', day.weekday);
    cell.append(mark(status), element('span', 'cal-in-cell', day.number));
    return cell;
  }

  // One square of all can be reached by Tab, the others from there by the arrow keys.
  move(cell, focus) {
    if (!cell) return;
    if (this.current) this.current.tabIndex = -1;
    this.current = cell;
    cell.tabIndex = 0;
    if (focus) cell.focus();
  }

  choose = (event) => {
    const cell = event.target.closest('.cal-cell');
    if (!cell) return;
    this.move(cell, true);
    this.tip.hidden = true;
    this.dispatchEvent(new CustomEvent('day', { detail: { till: cell.dataset.till, date: cell.dataset.date } }));
  };

  step = (event) => {
    const cell = event.target.closest('.cal-cell');
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      this.tip.hidden = true;
      return;
    }
    const row = this.cells[cell.dataset.index];
    const step = STEPS[event.key];
    let next;
    if (step) next = this.cells[+cell.dataset.index + step[0]]?.[+cell.dataset.at + step[1]];
    else if (event.key === 'Home') next = row[0];
    else if (event.key === 'End') next = row.at(-1);
    else return;
    // The same keys step through the ranges everywhere else on the page.
    event.preventDefault();
    event.stopPropagation();
    this.move(next, true);
  };

  point = (event) => {
    const cell = event.target.closest?.('.cal-cell');
    if (!cell || event.pointerType === 'touch') return;
    if (event.type === 'focusin' && !cell.matches(':focus-visible')) return;
    this.tip.replaceChildren(
      ...cell.tipText.split('\n').map((line, at) => element('div', at ? '' : 'cal-tip-title', line)));
    this.tip.hidden = false;
    const box = cell.getBoundingClientRect();
    const tip = this.tip.getBoundingClientRect();
    const above = box.top - tip.height - 8;
    this.tip.style.top = `${above < 4 ? box.bottom + 8 : above}px`;
    const centred = box.left + box.width / 2 - tip.width / 2;
    this.tip.style.left = `${Math.max(8, Math.min(centred, innerWidth - tip.width - 8))}px`;
  };

  leave = (event) => {
    if (event.type === 'focusout' || event.target === this) this.tip.hidden = true;
  };
}
if (!customElements.get('day-calendar')) customElements.define('day-calendar', DayCalendar);
