package tillsight.ui.common;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Till;

/** Chooses the tills: the whole business, whole branches, or single ones. */
public final class ScopePicker extends Div {

  private final BiConsumer<Set<String>, Set<Long>> chosen;
  private final Div choices = new Div();
  private final Pill pill = new Pill(Icon.SCOPE, "Tills", choices);
  private final Map<Long, Checkbox> branches = new LinkedHashMap<>();
  private final Map<String, Checkbox> tills = new LinkedHashMap<>();
  private List<Till> known = List.of();

  /** Tells the tills and the branches that were chosen; both empty means all. */
  public ScopePicker(BiConsumer<Set<String>, Set<Long>> chosen) {
    this.chosen = chosen;
    choices.addClassName("scope-choices");
    add(pill);
  }

  /** Offers these tills, branch by branch. */
  public void offer(List<Till> offered) {
    known = offered;
    branches.clear();
    tills.clear();
    choices.removeAll();
    var all = new Button("All tills", _ -> chosen.accept(Set.of(), Set.of()));
    all.addClassName("scope-all");
    choices.add(all);
    var byBranch = new TreeMap<String, List<Till>>();
    for (var till : offered) {
      byBranch.computeIfAbsent(branchOf(till), _ -> new ArrayList<>()).add(till);
    }
    byBranch.forEach(this::addBranch);
  }

  /** Shows what the address says. */
  public void show(Filter filter) {
    branches.forEach((id, box) -> box.setValue(filter.branches().contains(id)));
    for (var till : known) {
      var inBranch = till.branchId() != null && filter.branches().contains(till.branchId());
      box(till).setValue(inBranch || filter.tills().contains(till.code()));
    }
    pill.show(label(filter));
  }

  private void addBranch(String name, List<Till> ofBranch) {
    var group = new Div();
    group.addClassName("scope-branch");
    var id = ofBranch.getFirst().branchId();
    if (id == null) {
      group.add(new Span(name));
    } else {
      var box = new Checkbox(name, event -> whenChosen(event.isFromClient(), id));
      branches.put(id, box);
      group.add(box);
    }
    for (var till : ofBranch) {
      var box =
          new Checkbox(
              till.name() + " · " + till.code(), event -> whenChosen(event.isFromClient(), null));
      box.addClassName("scope-till");
      tills.put(till.code(), box);
      group.add(box);
    }
    choices.add(group);
  }

  private void whenChosen(boolean byPerson, @Nullable Long branch) {
    if (!byPerson) {
      return;
    }
    if (branch != null) {
      // A branch stands for its tills, so that one click gives or takes them all.
      var on = Objects.requireNonNull(branches.get(branch)).getValue();
      ofBranch(branch).forEach(till -> box(till).setValue(on));
    }
    tell();
  }

  /** Whole branches are named as such only if nothing else is chosen: then the address is short. */
  private void tell() {
    var picked = new TreeSet<String>();
    tills.forEach(
        (code, box) -> {
          if (box.getValue()) picked.add(code);
        });
    if (picked.size() == tills.size()) {
      chosen.accept(Set.of(), Set.of());
      return;
    }
    var whole = new TreeSet<Long>();
    var covered = new TreeSet<String>();
    for (var id : branches.keySet()) {
      var codes = ofBranch(id).stream().map(Till::code).toList();
      if (picked.containsAll(codes)) {
        whole.add(id);
        covered.addAll(codes);
      }
    }
    if (covered.equals(picked)) {
      chosen.accept(Set.of(), whole);
    } else {
      chosen.accept(picked, Set.of());
    }
  }

  private String label(Filter filter) {
    if (filter.isEverywhere()) {
      return "All tills";
    }
    if (filter.tills().isEmpty() && filter.branches().size() == 1) {
      return ofBranch(filter.branches().iterator().next()).stream()
          .findFirst()
          .map(ScopePicker::branchOf)
          .orElse("1 branch");
    }
    if (filter.branches().isEmpty() && filter.tills().size() == 1) {
      var code = filter.tills().iterator().next();
      return known.stream()
          .filter(till -> till.code().equals(code))
          .findFirst()
          .map(till -> branchOf(till) + " · " + till.name())
          .orElse("Till " + code);
    }
    return filter.tills().isEmpty()
        ? filter.branches().size() + " branches"
        : filter.tills().size() + filter.branches().size() + " tills";
  }

  private List<Till> ofBranch(long id) {
    return known.stream().filter(till -> till.branchId() != null && till.branchId() == id).toList();
  }

  private Checkbox box(Till till) {
    return Objects.requireNonNull(tills.get(till.code()));
  }

  private static String branchOf(Till till) {
    return till.branch() == null ? "Head office" : till.branch();
  }
}
