package tillsight.server.simulator;

import static tillsight.server.simulator.Outlet.Kind.HEAD_OFFICE;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Movement.Kind;

/**
 * M-PESA's own books: the truth about every payment, reversal, charge and settlement, whether
 * anybody was told or not.
 *
 * <p>An account starts from its float. Each line carries the balance after it, so the balances that
 * callbacks tell show every line between them. Safe for use by several threads.
 */
public final class Mpesa {

  /** Most lines that are kept; beyond it the oldest tenth is forgotten. */
  public static final int MOVEMENTS_MAX = 1_000_000;

  /** What takings cost when they are settled, in ten-thousandths. */
  static final long CHARGE = 55;

  private final long seed;
  private final ReceiptNumbers receipts;
  private final Wallets wallets;
  private final Archive archive;
  private Consumer<Movement> journal = _ -> {};
  private int numbered;

  public Mpesa(long seed, Profile profile) {
    this(seed, profile, MOVEMENTS_MAX);
  }

  /**
   * @param movementsMax most lines to keep; with 0 only the balances are known
   */
  public Mpesa(long seed, Profile profile, int movementsMax) {
    this.seed = seed;
    archive = new Archive(movementsMax);
    receipts = new ReceiptNumbers(seed);
    wallets = new Wallets(seed);
    wallets.open(profile);
  }

  /** Books for everything that is paid at a shop. */
  public static Mpesa of(Shop shop) {
    return new Mpesa(shop.seed(), shop.profile());
  }

  /** Books that know the balances of a shop, and nothing else. */
  static Mpesa withoutMemory(Shop shop) {
    return new Mpesa(shop.seed(), shop.profile(), 0);
  }

  /** Takes in another business. */
  public synchronized void open(Profile profile) {
    wallets.open(profile);
  }

  /** Is told of whatever happens that no shop has planned, so that it can be played again. */
  public synchronized void onUnplanned(Consumer<Movement> writer) {
    journal = writer;
  }

  /** Books all that is planned. */
  public void replay(Stream<? extends Planned> plan, Predicate<SimulatedPayment> announced) {
    carryOut(plan, announced).forEachOrdered(_ -> {});
  }

  /**
   * Books what is planned, while what came of it is read.
   *
   * @param announced asked about each payment as it is booked
   */
  public Stream<Movement> carryOut(
      Stream<? extends Planned> plan, Predicate<SimulatedPayment> announced) {
    return plan.flatMap(planned -> carryOut(planned, announced).stream());
  }

  /**
   * Somebody pays, unplanned. Without a receipt it gets one; if its time is before the last line of
   * its account, it is dated like that line.
   *
   * @param announced asked about the payment as it was booked
   */
  public synchronized Movement pay(
      SimulatedPayment payment, Predicate<SimulatedPayment> announced) {
    var movement = book(Kind.PAYMENT, payment, announced);
    journal.accept(movement);
    return movement;
  }

  /** Gives a payment back, unplanned; empty if it was given back before, or the balance is low. */
  public synchronized Optional<Movement> reverse(Movement payment, long cents, Instant at) {
    var reversal = new SimulatedReversal(at, "", payment.receipt(), payment.shortCode(), cents);
    var movement = giveBack(reversal, true);
    movement.ifPresent(journal);
    return movement;
  }

  /** The lines of a short code, or of all, booked in {@code [from, to)}, oldest first. */
  public synchronized List<Movement> truth(@Nullable String shortCode, Instant from, Instant to) {
    return wallets.between(shortCode, from, to);
  }

  /** What a receipt stands for; of a settlement the side where it left. */
  public synchronized Optional<Movement> find(String receipt) {
    return Optional.ofNullable(archive.find(receipt));
  }

  public synchronized boolean isReversed(String receipt) {
    return archive.isReversed(receipt);
  }

  public synchronized long balanceCents(String shortCode) {
    return wallets.of(shortCode).balanceCents();
  }

  /** The balance just before a moment. */
  public synchronized long balanceBefore(String shortCode, Instant at) {
    return wallets.of(shortCode).balanceBefore(at);
  }

  public synchronized Set<String> shortCodes() {
    return wallets.shortCodes();
  }

  public synchronized Outlet outlet(String shortCode) {
    return wallets.of(shortCode).outlet();
  }

  /** The organisation that a short code belongs to. */
  public synchronized String owner(String shortCode) {
    return wallets.of(shortCode).owner();
  }

  /** The name that a phone number is registered with. */
  public PersonName subscriber(String phone) {
    return Names.of(Dice.of(seed, Subject.SHOPPER, phone));
  }

  /** A number for something that moves no money, of the form that receipts have. */
  public synchronized String receiptAt(Instant at) {
    return receipt(at);
  }

  /** What came of a plan: lines to announce among them, or none if M-PESA refused. */
  synchronized List<Movement> carryOut(Planned planned, Predicate<SimulatedPayment> announced) {
    return switch (planned) {
      case Planned.Payment(var payment) -> List.of(book(Kind.PAYMENT, payment, announced));
      case Planned.Reversal(var reversal) ->
          giveBack(reversal, reversal.receipt().isEmpty()).stream().toList();
      case Planned.Settlement settlement -> settle(settlement, announced);
    };
  }

  private Movement book(
      Kind kind, SimulatedPayment payment, Predicate<SimulatedPayment> announced) {
    var wallet = wallets.of(payment.shortCode());
    var at = wallet.moment(payment.paidAt());
    var receipt = payment.receipt().isEmpty() ? receipt(at) : payment.receipt();
    var balance = wallet.balanceCents() + payment.amountCents();
    var booked = payment.withReceipt(receipt).at(at).withBalance(balance);
    return keep(wallet, Movement.of(kind, booked, balance, announced.test(booked)));
  }

  private Optional<Movement> giveBack(SimulatedReversal reversal, boolean mustBeCovered) {
    var wallet = wallets.of(reversal.shortCode());
    var isShort = wallet.balanceCents() < reversal.amountCents();
    if (archive.isReversed(reversal.originalReceipt()) || (mustBeCovered && isShort)) {
      return Optional.empty();
    }
    archive.reversed(reversal.originalReceipt());
    var at = wallet.moment(reversal.at());
    var receipt = reversal.receipt().isEmpty() ? receipt(at) : reversal.receipt();
    var paid = archive.find(reversal.originalReceipt());
    return Optional.of(keep(wallet, wallet.reversing(reversal, receipt, at, paid)));
  }

  private List<Movement> settle(Planned.Settlement planned, Predicate<SimulatedPayment> announced) {
    var wallet = wallets.of(planned.shortCode());
    var takings = wallet.takingsCents();
    if (takings <= 0) {
      return List.of();
    }
    var at = wallet.moment(planned.at());
    var receipt = planned.receipt().isEmpty() ? receipt(at) : planned.receipt();
    var lines = new ArrayList<Movement>();
    var outlet = wallet.outlet();
    var charge = outlet.kind() == HEAD_OFFICE ? 0 : (takings * CHARGE + 5_000) / 10_000;
    if (charge > 0) {
      var type = outlet.isTill() ? Movement.TILL_CHARGE : Movement.PAYBILL_CHARGE;
      lines.add(keep(wallet, wallet.leaving(Kind.CHARGE, receipt, at, charge, type, "")));
    }
    var amount = takings - charge;
    var to = outlet.isTill() ? outlet.headOffice() : null;
    var type = to == null ? Movement.TO_BANK : SimulatedPayment.ORGANISATION;
    var account = to == null ? "" : to;
    lines.add(keep(wallet, wallet.leaving(Kind.SETTLEMENT, receipt, at, amount, type, account)));
    if (to != null) {
      lines.add(book(Kind.SETTLEMENT, sweep(wallet, receipt, at, amount, to), announced));
    }
    return lines;
  }

  /** How a head office sees the takings of one of its tills. */
  private static SimulatedPayment sweep(
      Wallet till, String receipt, Instant at, long cents, String headOffice) {
    return new SimulatedPayment(
        at,
        receipt,
        headOffice,
        cents,
        SimulatedPayment.ORGANISATION,
        till.outlet().code(),
        "OK",
        "",
        PersonName.organisation(till.owner()),
        null);
  }

  private Movement keep(Wallet wallet, Movement movement) {
    wallet.book(movement, archive.keepsAnything());
    if (archive.keepsAnything()) {
      if (archive.isFull()) {
        archive.forget(wallets.forget());
      }
      archive.add(movement);
    }
    return movement;
  }

  private String receipt(Instant at) {
    return receipts.ofOwn(LocalDateTime.ofInstant(at, WallTime.NAIROBI), numbered++);
  }
}
